import { cancellation } from "../firmware/cancellation.ts";
import type { ReleaseName } from "../firmware/record-keys.ts";
import { executionArnOf } from "../firmware/release-id.ts";
import type { Outcome } from "../firmware/verdict.ts";
import { cleanUpAfter } from "./clean-up-pass.ts";
import { describeExecution, isAlive, stopExecution } from "./executions.ts";
import { readAnnouncement, readVerdict } from "./records.ts";
import { endServing } from "./verdicts.ts";

/** Who cancels, and of which pipeline. */
export interface CancelRequest {
  readonly stateMachineArn: string;
  /** The ARN of whoever asks. */
  readonly who: string;
  readonly why?: string;
}

/** What came of a cancellation. */
export type Cancelled =
  /** Its execution was stopped. The rule on ended executions has clean-up write the verdict and take the job back. */
  | { readonly state: "stopped" }
  /** It was serving: its verdict and its job are cancelled. What is left, devices in the middle say, is the sweeper's. */
  | { readonly state: "cancelled"; readonly left: readonly string[] }
  /** It had ended before. */
  | { readonly state: "ended"; readonly outcome: Outcome }
  /** Its execution is over, and clean-up is about to write the verdict. */
  | { readonly state: "ending" }
  /** There is no such release, or it was refused. */
  | { readonly state: "unknown" };

/** Cancels a release for a person. Devices that have begun finish; nobody is forced. */
export async function cancelRelease(
  name: ReleaseName,
  { stateMachineArn, who, why }: CancelRequest,
): Promise<Cancelled> {
  const reason = cancellation(who, why);
  const found = await readVerdict(name);
  if (found && found.outcome !== "serving") return { state: "ended", outcome: found.outcome };
  if (found) {
    const verdict = await endServing(found, { outcome: "cancelled", failure: reason, by: "ota cancel" });
    if (verdict.outcome !== "cancelled") return { state: "ended", outcome: verdict.outcome };
    const { left } = await cleanUpAfter(verdict);
    return { state: "cancelled", left: left.map(({ what }) => what) };
  }
  const announced = await readAnnouncement(name);
  const execution = announced?.value.execution ?? executionArnOf(stateMachineArn, name.id); // before it is announced
  const known = announced && { since: announced.writtenAt };
  if (!isAlive(await describeExecution(execution, known))) return { state: announced ? "ending" : "unknown" };
  await stopExecution(execution, reason);
  return { state: "stopped" };
}
