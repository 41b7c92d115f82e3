import { judgeRollout } from "../firmware/rollout.ts";
import { type Failure, outcomeOf, type Verdict, verdictOf } from "../firmware/verdict.ts";
import { describeExecution, isAlive } from "./executions.ts";
import { findOffer } from "./offer.ts";
import { type Announcement, writeVerdict } from "./records.ts";
import type { StoredObject } from "./release-bucket.ts";
import { lookAt } from "./rollout.ts";

/**
 * Decides how an announced release has ended and writes it down: first by its job, since a rollout that has won is never
 * undone, whoever failed afterwards; else by what failed.
 * @param failure what the workflow tells; without it the execution itself is asked
 * @returns the verdict that stands; undefined while the execution is still at work
 */
export async function reachVerdict(
  { value: { release, execution }, writtenAt }: StoredObject<Announcement>,
  failure: Failure | undefined,
): Promise<Verdict | undefined> {
  const end = failure ? { status: "RUNNING", ...failure } : await describeExecution(execution);
  if (!failure && isAlive(end)) return undefined;
  const { job } = await findOffer(release.id);
  const look = job && (await lookAt(release, job));
  const judgement = look && judgeRollout(release, look, { settled: true }); // this look is the last one
  const hasWon = judgement === "released" || judgement === "serving";
  return writeVerdict(
    verdictOf(release, {
      ...(hasWon ? { outcome: judgement } : { outcome: outcomeOf(end.status, end), failure: end }),
      devices: look?.devices ?? null,
      execution,
      by: "clean-up",
      announcedAt: new Date(writtenAt).toISOString(),
      endedAt: new Date().toISOString(),
    }),
  );
}
