import { type Account, arnOf } from "../account.ts";
import { anonymous } from "../http/anonymous.ts";
import { type Policy, readPolicy } from "../policy.ts";
import { createCompiler } from "./compiler.ts";
import type { Principal } from "./principals.ts";
import type { FindRoles, Role } from "./role.ts";

/** Somebody, with the policies of their own. */
export interface Subject {
  /** As errors call them. */
  readonly who: string;
  readonly principal: Principal;
  readonly identity: readonly Policy[];
}

/** All who may ask for something. */
export interface Subjects {
  /**
   * Whoever signs by an ARN, a session of a role or the account's root, or does not sign. Nothing for a session of a role that no stack has
   * made.
   */
  caller(arn: string): Subject | undefined;
  session(role: Role, name: string): Subject;
  /** A service for itself. */
  service(name: string): Subject;
  /** The role with an ARN, if a stack has made it. */
  role(arn: string): Role | undefined;
}

const everything = readPolicy("root", { Statement: { Effect: "Allow", Action: "*", Resource: "*" } });

export function createSubjects(account: Account, roles: FindRoles): Subjects {
  const { policiesOf } = createCompiler();
  const find = (isOne: (role: Role) => boolean): Role | undefined => {
    for (const role of roles()) if (isOne(role)) return role;
    return undefined;
  };
  const subject = (arn: string, role: Role): Subject => ({
    who: arn,
    principal: { kind: "identity", arn, role: role.arn, account: account.id },
    identity: policiesOf(role),
  });
  return {
    caller(arn) {
      if (arn === anonymous.arn) return { who: arn, principal: { kind: "anonymous" }, identity: [] };
      const [, name] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
      if (name === undefined) {
        return { who: arn, principal: { kind: "identity", arn, account: account.id }, identity: [everything] };
      }
      const role = find((one) => one.name === name);
      return role && subject(arn, role);
    },
    session: (role, name) =>
      subject(arnOf({ ...account, region: "" }, "sts", `assumed-role/${role.name}/${name}`), role),
    service: (name) => ({ who: name, principal: { kind: "service", name }, identity: [] }),
    role: (arn) => find((one) => one.arn === arn),
  };
}

/** Whether somebody is the account's root, who needs nobody's leave. */
export function isRoot({ identity }: Subject): boolean {
  return identity[0] === everything;
}
