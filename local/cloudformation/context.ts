import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { ResourceType } from "../resource.ts";
import type { Stack } from "./stack.ts";
import type { Stacks } from "./stacks.ts";

/** Reads an object of S3. @throws AwsError as S3 does */
export type ReadObject = (location: { bucket: string; key: string; versionId?: string | undefined }) => Promise<Buffer>;

/** What CloudFormation works with. */
export interface CloudFormationContext {
  readonly account: Account;
  readonly clock: Clock;
  readonly stacks: Stacks;
  readonly readObject: ReadObject;
  /** How a type of resource is made in a stack; undefined when it is not played. */
  typeOf(resourceType: string, stack: Pick<Stack, "id">): ResourceType | undefined;
  /** Goes on with work that nobody waits for; a mistake of ours in it is reported. */
  background(work: Promise<unknown>): void;
}
