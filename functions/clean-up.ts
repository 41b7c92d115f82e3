import type { Job, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { cancelJob, isOver } from "./aws/jobs.ts";
import { findOffer } from "./aws/offer.ts";
import { deleteOtaUpdate } from "./aws/ota-updates.ts";
import { readAnnouncement, readVerdict, retain, withdraw } from "./aws/records.ts";
import { deleteSignedObjects } from "./aws/signed-objects.ts";
import { deleteStream } from "./aws/streams.ts";
import { task } from "./aws/task.ts";
import { reachVerdict } from "./aws/verdicts.ts";
import { parseCleanUp } from "./firmware/clean-up-request.ts";
import { parseReleaseId } from "./firmware/release-id.ts";
import { hasWon, type Verdict } from "./firmware/verdict.ts";

/** What one pass left behind: `clean` when there is nothing to do for now, else what has to be waited for. */
export type CleanUpState = { readonly state: "clean" } | { readonly state: "deleting"; readonly left: string[] };

const graceInMilliseconds = 24 * 60 * 60_000; // Signer may still write, a late Lambda still create

/**
 * One pass over one release, as often as anybody likes: sees that it has a verdict, then does what the verdict asks. Before
 * devices were offered anything, everything made is undone. Afterwards the job is cancelled, never forced, and what a
 * device may still read stays until none is in the middle; job and OTA update stay as the answer to "why not".
 */
export const handler = task(async (input: unknown): Promise<CleanUpState> => {
  const { releaseId, failure } = parseCleanUp(input);
  const name = parseReleaseId(releaseId); // every id is checked before anything is deleted by it
  const announced = name && (await readAnnouncement(name));
  if (!announced) return { state: "clean" };
  const verdict = (await readVerdict(name)) ?? (await reachVerdict(announced, failure));
  const left = verdict ? await carryOut(verdict) : [];
  return left.length > 0 ? { state: "deleting", left } : { state: "clean" };
});

async function carryOut(verdict: Verdict): Promise<string[]> {
  if (hasWon(verdict)) {
    if (verdict.outcome === "released") await retain(verdict);
    return [];
  }
  const { releaseId, product, endedAt } = verdict;
  const { update, job } = await findOffer(releaseId);
  const left = job ? await endJob(job, verdict) : await undoUpdate(update);
  if (left.length > 0) return left;
  const isStreamGone = await deleteStream(releaseId);
  if (!isStreamGone && !job) return [`stream/${releaseId}`]; // beside a job it goes when the job does
  await deleteSignedObjects(releaseId);
  if (Date.now() - Date.parse(endedAt) < graceInMilliseconds) return [];
  await (job ? retain(verdict) : withdraw({ id: releaseId, product }));
  return [];
}

/** Takes the job back from devices that have not begun, and waits for those that have. */
async function endJob(job: Job, verdict: Verdict): Promise<string[]> {
  const jobId = job.jobId ?? "";
  const ended = isOver(job) ? job : await cancelJob(jobId, verdict);
  const isSettling = !ended || !isOver(ended) || ended.status === "DELETION_IN_PROGRESS";
  const reading = ended?.jobProcessDetails?.numberOfInProgressThings ?? 0;
  return isSettling || reading > 0 ? [`job/${jobId}`] : [];
}

/** Deletes an OTA update that has no job. While AWS still creates it there may be one in a moment. */
async function undoUpdate(update: OTAUpdateInfo | undefined): Promise<string[]> {
  if (!update?.otaUpdateId) return [];
  const left = [`otaupdate/${update.otaUpdateId}`];
  const isWorking = ["CREATE_PENDING", "CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS"].includes(
    update.otaUpdateStatus ?? "",
  );
  if (isWorking) return left;
  return (await deleteOtaUpdate(update.otaUpdateId)) ? [] : left;
}
