import type { DeleteOTAUpdateRequest, DeleteOTAUpdateResponse } from "@aws-sdk/client-iot";
import { sleep } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { invalidRequest } from "../errors.ts";
import { asRole } from "./as-role.ts";
import type { OtaContext } from "./context.ts";
import { type OtaUpdate, otaUpdateOf } from "./ota-update-store.ts";

const deletionTakes = 1_000; // milliseconds

/** What happens to an update whose job is not over when nobody forces it: AWS's API reference and its guide disagree. */
export type UnfinishedJobs = "refused" | "left";

/**
 * Begins to delete an update. Its job stays, unless `forceDeleteAWSJob`; its stream stays, unless `deleteStream`, and
 * always if the user made it.
 * @throws AwsError `ResourceNotFoundException`; `VersionConflictException` while it is being made;
 * `InvalidRequestException` when its job is not over and such updates are refused
 */
export function deleteOtaUpdate(
  request: DeleteOTAUpdateRequest,
  context: OtaContext & { readonly unfinishedJobs: UnfinishedJobs },
  begin: (update: OtaUpdate, request: DeleteOTAUpdateRequest) => void,
): DeleteOTAUpdateResponse {
  const update = otaUpdateOf(context.store, request.otaUpdateId);
  if (update.status === "CREATE_PENDING" || update.status === "CREATE_IN_PROGRESS") {
    throw new AwsError("VersionConflictException", `OTA update ${update.otaUpdateId} is being created`, 409);
  }
  if (update.status === "DELETE_IN_PROGRESS") return {};
  const isRefused = context.unfinishedJobs === "refused" && !request.forceDeleteAWSJob;
  if (isRefused && !isOver(update, context)) {
    throw invalidRequest(`Job ${update.job?.id} is not COMPLETED or CANCELED, and forceDeleteAWSJob is not set`);
  }
  context.store.change(update.otaUpdateId, { status: "DELETE_IN_PROGRESS", errorInfo: undefined });
  begin(update, request);
  return {};
}

/** The service looks as the update's role. */
function isOver(update: OtaUpdate, context: OtaContext): boolean {
  const { job } = update;
  const { jobs } = asRole(update, context);
  if (!job) return true;
  const status = ifThere(() => jobs.describe({ jobId: job.id }).job?.status);
  return status !== "IN_PROGRESS" && status !== "SCHEDULED";
}

/** Takes an update away with what the request names of it; what cannot be taken away leaves it `DELETE_FAILED`. */
export async function removeOtaUpdate(
  { otaUpdateId, otaUpdateArn, job, ownStreamId }: OtaUpdate,
  { deleteStream, forceDeleteAWSJob }: DeleteOTAUpdateRequest,
  { clock, jobs, streams, store, tags }: OtaContext,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(clock, deletionTakes, signal);
    if (job && forceDeleteAWSJob) ifThere(() => jobs.delete({ jobId: job.id, force: true }));
    if (ownStreamId !== undefined && deleteStream) ifThere(() => streams.delete(ownStreamId));
    store.updates.delete(otaUpdateId);
    tags.forget(otaUpdateArn);
  } catch (error) {
    if (signal.aborted) return;
    const { name, message } =
      error instanceof AwsError ? error : { name: "InternalFailureException", message: String(error) };
    store.change(otaUpdateId, { status: "DELETE_FAILED", errorInfo: { code: name, message } });
  }
}

/** What is already gone is as good as deleted. */
function ifThere<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof AwsError && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
