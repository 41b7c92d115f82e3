import type { Job } from "@aws-sdk/client-iot";
import { findOffer } from "../../functions/aws/offer.ts";
import { offeredAs, readAnnouncement, readVerdict } from "../../functions/aws/records.ts";
import { executionArnOf, parseReleaseId } from "../../functions/firmware/release-id.ts";
import { countDevices, type DeviceCounts } from "../../functions/firmware/rollout.ts";
import { type Judge, offeredBy, type Verdict } from "../../functions/firmware/verdict.ts";
import { NotFoundError } from "../not-found-error.ts";
import { type ExecutionReport, lookAtExecution, type UploadReport } from "./executions.ts";
import { type Evidence, type Standing, standingOf } from "./standing.ts";

/** A release as it stands at one look. */
export interface ReleaseReport extends Standing {
  /** Its id, which is the name of its execution. */
  readonly release: string;
  /** null, like `version`, for an upload whose key said neither. */
  readonly product: string | null;
  readonly version: string | null;
  readonly execution: ExecutionReport | null;
  /** Who wrote the verdict; null while there is none. */
  readonly by: Judge | null;
  /** ISO 8601. */
  readonly announcedAt: string | null;
  /** ISO 8601: when it began to serve, of a release that was ended after that. */
  readonly servingSince: string | null;
  /** ARNs; empty where only the verdict is left. */
  readonly targets: readonly string[];
  readonly files: readonly FileReport[];
  readonly job: Pick<Job, "jobId" | "status" | "reasonCode" | "comment"> | null;
  /** As the job counts them now; of the time of the verdict when the job is gone, and null when there was none. */
  readonly devices: DeviceCounts | null;
}

/** An image of a release, or an upload of which there is no more than its name. */
export interface FileReport extends UploadReport {
  readonly size: number | null;
  readonly sha256: string | null;
}

/** Looks at everything there is of a release: some seven calls. Undefined when there is nothing. */
export async function lookAtRelease(id: string, stateMachineArn: string): Promise<ReleaseReport | undefined> {
  const name = parseReleaseId(id);
  const announced = name && (await readAnnouncement(name)); // before the verdict, which takes its place
  const verdict = name && (await readVerdict(name));
  const executionArn = verdict?.execution ?? announced?.value.execution ?? executionArnOf(stateMachineArn, id);
  const evidence = { verdict, announced, execution: await lookAtExecution(executionArn) };
  const standing = standingOf(evidence);
  if (!standing) return undefined;
  const announcedAt = verdict?.announcedAt ?? (announced ? new Date(announced.writtenAt).toISOString() : null);
  const offered = verdict ? offeredBy(verdict) : announced && offeredAs(announced);
  const job = offered && (await findOffer(offered)).job;
  return {
    release: id,
    product: name?.product ?? null,
    version: name?.version ?? null,
    ...standing,
    execution: evidence.execution ?? null,
    by: verdict?.by ?? null,
    announcedAt,
    servingSince: verdict?.servingSince ?? null,
    targets: announced?.value.release.targets ?? job?.targets ?? [],
    files: filesOf(evidence),
    job: job ? { jobId: job.jobId, status: job.status, reasonCode: job.reasonCode, comment: job.comment } : null,
    devices: devicesOf(job, verdict),
  };
}

/** The same. @throws NotFoundError when there is nothing */
export async function lookAtExistingRelease(id: string, stateMachineArn: string): Promise<ReleaseReport> {
  const report = await lookAtRelease(id, stateMachineArn);
  if (report) return report;
  throw new NotFoundError(`There is no release ${id}. \`ota list\` shows those there are.`);
}

function filesOf({ verdict, announced, execution }: Evidence): FileReport[] {
  const files = announced?.value.release.files ?? verdict?.source;
  if (files) return files.map(({ bucket, key, versionId, size, sha256 }) => ({ bucket, key, versionId, size, sha256 }));
  return execution?.upload ? [{ ...execution.upload, size: null, sha256: null }] : [];
}

function devicesOf(job: Job | undefined, verdict: Verdict | undefined): DeviceCounts | null {
  return job ? countDevices(job.jobProcessDetails) : (verdict?.devices ?? null);
}
