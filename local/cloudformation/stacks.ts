import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import { stackId } from "./pseudo-parameters.ts";
import type { Stack } from "./stack.ts";
import { templateError } from "./template-error.ts";

/** The stacks there are, and those there were. */
export interface Stacks {
  /** By name only one that is there, by id also one that is deleted. */
  find(nameOrId: string | undefined): Stack | undefined;
  /** @throws AwsError ValidationError when there is no such stack */
  get(nameOrId: string | undefined): Stack;
  /** A stack before anything of it is made. Nobody is told of it until it is added. */
  prepare(name: string): Stack;
  /** @throws AwsError AlreadyExistsException when there is one of its name */
  add(stack: Stack): void;
  /** Those that are there, the oldest first. */
  present(): Stack[];
  /** All, also those that are deleted. */
  all(): Stack[];
}

export function createStacks(account: Account, clock: Clock): Stacks {
  const stacks: Stack[] = [];
  const present = () => stacks.filter(({ status }) => status !== "DELETE_COMPLETE");
  const find = (nameOrId: string | undefined) =>
    present().find(({ name }) => name === nameOrId) ?? stacks.find(({ id }) => id === nameOrId);
  return {
    find,
    get(nameOrId) {
      const found = find(nameOrId);
      if (!found) throw templateError(`Stack with id ${nameOrId} does not exist`);
      return found;
    },
    prepare(name) {
      const life = stacks.filter((stack) => stack.name === name).length;
      return {
        id: stackId(account, name, life),
        name,
        life,
        createdAt: new Date(clock.now()),
        updatedAt: undefined,
        deletedAt: undefined,
        status: "REVIEW_IN_PROGRESS",
        statusReason: undefined,
        revision: undefined,
        outputs: [],
        progress: new Map(),
        events: [],
        changeSets: new Map(),
        resources: new Map(),
        renamings: 0,
      };
    },
    add(stack) {
      if (present().some(({ name }) => name === stack.name))
        throw new AwsError("AlreadyExistsException", `Stack [${stack.name}] already exists`, 400);
      stacks.push(stack);
    },
    present,
    all: () => [...stacks],
  };
}
