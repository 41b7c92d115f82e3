import { lateSignedObjects } from "../../firmware/ending.ts";
import { devicesInTheMiddle, isOver } from "../../firmware/offer.ts";
import type { ReleaseName } from "../../firmware/record-keys.ts";
import type { Verdict } from "../../firmware/verdict.ts";
import { cleanUpAfter } from "../clean-up-pass.ts";
import { describeExecution, isAlive } from "../executions.ts";
import { announceAgain, readFormerAnnouncement, readVerdict, retain, writeVerdict } from "../records.ts";
import { lookForRemains } from "../remains.ts";
import { foretell, type Pass, takeSteps } from "../steps.ts";
import { decideVerdict } from "../verdicts.ts";
import { type ChoreOptions, nothingToDo } from "./chore.ts";

/**
 * Looks after what was signed for a release that is neither announced nor kept. Most often Signer wrote it when everything
 * else of the release was gone; it is deleted. Where there is more, somebody has deleted the release's announcement, or the
 * entry of its retention: S3 still has the announcement's old version, by which the release is ended like any other. What
 * lies below the name of a release that never was is not ours to judge.
 */
export async function sweepUnlisted(name: ReleaseName, { isDryRun }: ChoreOptions): Promise<Pass> {
  const verdict = (await readVerdict(name)) ?? (await judgeUnannounced(name, isDryRun));
  if (!verdict) return nothingToDo;
  const since = Date.parse(verdict.announcedAt);
  if (isAlive(await describeExecution(verdict.execution, { since }))) return nothingToDo;
  const { update, job, streams } = await lookForRemains(verdict);
  if (!update && !job && streams.length === 0) {
    const steps = [lateSignedObjects(verdict)];
    return isDryRun ? foretell(steps) : takeSteps(steps, verdict);
  }
  if (verdict.outcome === "serving") return announceServing(name, isDryRun);
  // First the list, then what it was found by. What has won is left to its retention by the clean-up itself.
  const isQuiet = job && isOver(job) && devicesInTheMiddle(job) === 0;
  if (isQuiet && !isDryRun) await retain(verdict);
  return cleanUpAfter(verdict, { isDryRun });
}

/** The verdict on a release that nobody has announced any more, once its execution is over. */
async function judgeUnannounced(name: ReleaseName, isDryRun: boolean): Promise<Verdict | undefined> {
  const former = await readFormerAnnouncement(name);
  const state = former && (await describeExecution(former.value.execution, { since: former.writtenAt }));
  if (!state || isAlive(state)) return undefined;
  const verdict = await decideVerdict(former, state, "sweep");
  return isDryRun ? verdict : writeVerdict(verdict);
}

/** What serves has to be found by the release that will end it one day. */
async function announceServing(name: ReleaseName, isDryRun: boolean): Promise<Pass> {
  const former = await readFormerAnnouncement(name);
  if (!former) return nothingToDo;
  if (!isDryRun) await announceAgain(former);
  return {
    taken: [{ what: `open/${name.product}/${name.id}.json`, why: "the release serves, unannounced" }],
    left: [],
  };
}
