import type { Failure } from "./verdict.ts";

/**
 * What the execution of a release is stopped with by a person: whoever decides the verdict from it makes it *cancelled*,
 * with this error and cause.
 * @param who whoever it is, as AWS knows them: the ARN of GetCallerIdentity
 */
export function cancellation(who: string, why?: string): Required<Failure> {
  return { Error: "ReleaseCancelled", Cause: why ? `Cancelled by ${who}: ${why}` : `Cancelled by ${who}` };
}
