import type { Job } from "@aws-sdk/client-iot";
import type { Release } from "../firmware/release.ts";
import { countDevices, judgeRollout, type Look } from "../firmware/rollout.ts";
import { TargetNotFoundError } from "../firmware/target.ts";
import {
  type EndOfService,
  explained,
  type Failure,
  type Judge,
  offeredBy,
  outcomeOf,
  type Verdict,
  verdictOf,
} from "../firmware/verdict.ts";
import { findOffer } from "./offer.ts";
import { type Announcement, changeServing, offeredAs } from "./records.ts";
import type { StoredObject } from "./release-bucket.ts";
import { lookAt } from "./rollout.ts";

/** How an execution ended; RUNNING when it is the execution itself that tells of a failure. */
export interface End extends Failure {
  readonly status: string;
}

/**
 * Decides how an announced release has ended: first by its job, since a rollout that has won is never undone, whoever
 * failed afterwards; else by the end of its execution. What was stopped does not go on serving.
 */
export async function decideVerdict(announced: StoredObject<Announcement>, end: End, by: Judge): Promise<Verdict> {
  const { release, execution } = announced.value;
  const offered = offeredAs(announced);
  const { job } = await findOffer(offered);
  const look = job && (await lookIfPossible(release, job));
  const judgement = look && judgeRollout(release, look, { settled: true }); // there is no second look
  const outcome = outcomeOf(end.status, end);
  const hasWon = judgement === "released" || (judgement === "serving" && outcome === "failed");
  return verdictOf(release, {
    ...(hasWon ? { outcome: judgement } : { outcome, failure: explained(end.status, end) }),
    devices: job ? countDevices(job.jobProcessDetails) : null,
    execution,
    by,
    announcedAt: offered.announcedAt,
    endedAt: new Date().toISOString(),
  });
}

/** Nothing is won for a group that somebody has deleted. */
async function lookIfPossible(release: Release, job: Job): Promise<Look | undefined> {
  try {
    return await lookAt(release, job);
  } catch (error) {
    if (error instanceof TargetNotFoundError) return undefined;
    throw error;
  }
}

/** Ends a release that serves, with how its devices fare by now. @returns the verdict that stands */
export async function endServing(
  verdict: Verdict,
  ending: Pick<EndOfService, "outcome" | "failure" | "by">,
): Promise<Verdict> {
  const { releaseId, product, devices } = verdict;
  const { job } = await findOffer(offeredBy(verdict));
  const counted = job ? countDevices(job.jobProcessDetails) : devices;
  const endedAt = new Date().toISOString();
  return (await changeServing({ id: releaseId, product }, { ...ending, devices: counted, endedAt })) ?? verdict;
}
