import { describeExecution, isAlive } from "../../functions/aws/executions.ts";
import { readVerdict } from "../../functions/aws/records.ts";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { confirm } from "../confirmation.ts";
import { NotFoundError } from "../not-found-error.ts";
import { callerOf } from "../pipeline/caller.ts";
import { counted } from "../wording.ts";
import { cancelAndFollow } from "./cancellation.ts";
import { type DeletedExecution, deleteExecution, findDeletable } from "./delete-execution.ts";
import { type DeletionReport, deleteAndFollow } from "./deletion.ts";
import { forceText } from "./force-text.ts";
import { lookAtExistingRelease, type ReleaseReport } from "./look-at-release.ts";

/** What to delete, for whom. */
export interface DeleteRequest {
  /** The release's. */
  readonly id: string;
  readonly stateMachineArn: string;
  readonly force: boolean;
  /** Whether somebody has said yes already. */
  readonly yes: boolean;
  readonly say: (text: string) => void;
  /** Hears what force does, before anybody is asked. */
  readonly warn: (text: string) => void;
}

/**
 * Deletes what a release has left at AWS before its retention is over; its record stays. One that has not ended is only
 * deleted by force, which cancels it first.
 * @throws NotFoundError; Error that names the way out where it has not ended, or devices are in the middle
 */
export async function deleteRelease(
  request: DeleteRequest & { keepStream: boolean; keepJob: boolean; why: string | undefined },
): Promise<DeletionReport> {
  const { id, stateMachineArn, force, yes, say, warn } = request;
  const report = await lookAtExistingRelease(id, stateMachineArn);
  if (!force) refuseUnended(report);
  if (!force) refuseInTheMiddle(report);
  if (force) {
    warn(forceText("delete", report.devices));
    await confirm(`Delete ${id} by force?`, yes);
  }
  const verdict = isUnended(report) ? await cancelFirst(report, request) : await readVerdictOf(report);
  say(intentionText(verdict, request));
  return deleteAndFollow(verdict, { ...request, say });
}

/** Deletes one device's job execution. The rollout counts the device no more; nothing else changes. */
export async function deleteDevice(thingName: string, request: DeleteRequest): Promise<DeletedExecution> {
  const { id, stateMachineArn, force, yes, say, warn } = request;
  const { job } = await lookAtExistingRelease(id, stateMachineArn);
  if (!job?.jobId) throw new NotFoundError(`${id} has no job, and so no executions`);
  const found = await findDeletable({ jobId: job.jobId, thingName }, force);
  if (force) {
    const inProgress = found.status === "IN_PROGRESS" ? 1 : 0;
    warn(forceText("delete", { inProgress }));
    await confirm(`Delete the execution of ${thingName} by force?`, yes);
  }
  await deleteExecution(job.jobId, found, force);
  say(`Deleted: the execution of ${thingName}, which was ${found.status}. Its release counts the device no more.`);
  return found;
}

function isUnended({ state }: ReleaseReport): boolean {
  return ["starting", "under way", "ending", "serving"].includes(state);
}

function refuseUnended(report: ReleaseReport): void {
  if (!isUnended(report)) return;
  const { release, state } = report;
  throw new Error(
    `${release} is ${state}. End it first with \`ota cancel ${release}\`, or say --force, which cancels it and deletes it`,
  );
}

function refuseInTheMiddle({ release, devices, job }: ReleaseReport): void {
  if (!job || !devices || devices.inProgress === 0) return;
  const middle = counted(devices.inProgress, "device");
  throw new Error(
    `${middle} of ${release} in the middle of the update. Wait until they have finished (\`ota devices ${release} --status IN_PROGRESS\`), or say --force`,
  );
}

async function cancelFirst(
  report: ReleaseReport,
  { stateMachineArn, why, say }: DeleteRequest & { why: string | undefined },
): Promise<Verdict> {
  const name = { id: report.release, product: report.product ?? "" };
  const who = await callerOf();
  await cancelAndFollow(name, { stateMachineArn, who, why, force: true, wait: true, say });
  return readVerdictOf(report);
}

/** The verdict by which a release has ended, once its execution is over too: until then that may still make something. */
async function readVerdictOf({ release, product, state }: ReleaseReport): Promise<Verdict> {
  const verdict = product === null ? undefined : await readVerdict({ id: release, product });
  if (!verdict)
    throw new NotFoundError(`${release} is ${state}: nothing was made for it, so there is nothing to delete`);
  const since = Date.parse(verdict.announcedAt);
  if (!isAlive(await describeExecution(verdict.execution, { since }))) return verdict;
  throw new Error(`${release} is ${verdict.outcome}, and its execution is still at work; try again in a minute`);
}

function intentionText(
  { releaseId, outcome }: Verdict,
  { keepStream, keepJob }: { keepStream: boolean; keepJob: boolean },
): string {
  const kept = [...(keepJob ? ["its job"] : []), ...(keepStream ? ["its stream and signed images"] : [])];
  const until = kept.length > 0 ? ` Kept until the retention is over: ${kept.join(", ")}.` : "";
  return `Deleting what ${releaseId}, which is ${outcome}, has left at AWS. Its record and its uploads stay.${until}`;
}
