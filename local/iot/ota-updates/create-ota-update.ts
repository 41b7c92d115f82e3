import type { CreateOTAUpdateRequest, CreateOTAUpdateResponse } from "@aws-sdk/client-iot";
import { arnOf } from "../../account.ts";
import { alreadyExists, invalidRequest } from "../errors.ts";
import { checkRequest } from "./check-request.ts";
import type { OtaContext } from "./context.ts";
import type { OtaUpdate } from "./ota-update-store.ts";

const longestJobId = 64;

/** The job of an OTA update. */
export function jobIdOf(otaUpdateId: string): string {
  return `AFR_OTA-${otaUpdateId}`;
}

/**
 * Takes an OTA update in; its job comes later, and its id with it.
 * @param begin is given the update, to make stream and job
 * @throws AwsError `ResourceAlreadyExistsException`, also when the earlier one failed, and what `checkRequest` throws
 */
export function createOtaUpdate(
  request: CreateOTAUpdateRequest,
  context: OtaContext,
  begin: (update: OtaUpdate) => void,
): CreateOTAUpdateResponse {
  const { account, clock, store, tags } = context;
  const { otaUpdateId = "" } = request;
  const otaUpdateArn = arnOf(account, "iot", `otaupdate/${otaUpdateId}`);
  if (store.updates.has(otaUpdateId)) {
    const resource = { resourceId: otaUpdateId, resourceArn: otaUpdateArn };
    throw alreadyExists(`OTA update ${otaUpdateId} already exists`, resource);
  }
  // What AWS does with an id whose job's would be too long is not known.
  const jobId = jobIdOf(otaUpdateId);
  if (jobId.length > longestJobId)
    throw invalidRequest(`Job id ${jobId} would be longer than ${longestJobId} characters`);
  checkRequest(request, context);
  tags.register(otaUpdateArn, request.tags);
  const now = clock.now();
  const update: OtaUpdate = {
    otaUpdateId,
    otaUpdateArn,
    request,
    files: request.files ?? [],
    status: "CREATE_PENDING",
    creationDate: now,
    lastModifiedDate: now,
  };
  store.updates.set(otaUpdateId, update);
  begin(update);
  return { otaUpdateId, otaUpdateArn, otaUpdateStatus: update.status };
}
