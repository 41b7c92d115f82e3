import {
  type CreateOTAUpdateRequest,
  DeleteOTAUpdateCommand,
  GetOTAUpdateCommand,
  type OTAUpdateInfo,
} from "@aws-sdk/client-iot";
import { isOtaUpdateOf } from "../firmware/ota-update.ts";
import { iot } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { pace } from "./pace.ts";
import { carriesTag } from "./tags.ts";

const deletionTurn = pace(4.5); // AWS's quota is 5 a second

export async function findOtaUpdate(otaUpdateId: string): Promise<OTAUpdateInfo | undefined> {
  try {
    return (await iot.send(new GetOTAUpdateCommand({ otaUpdateId }))).otaUpdateInfo;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** Whether an OTA update was made for the release, and is not another's that has its name. */
export function isOwn({ otaUpdateArn }: OTAUpdateInfo, releaseId: string): Promise<boolean> {
  return carriesTag(otaUpdateArn, releaseId);
}

/** Whether the OTA update that has the request's name is what the request would have made, and of its release. */
export async function isOwnOtaUpdate(request: CreateOTAUpdateRequest): Promise<boolean> {
  const update = await findOtaUpdate(request.otaUpdateId ?? "");
  return update !== undefined && isOtaUpdateOf(update, request) && isOwn(update, request.otaUpdateId ?? "");
}

/**
 * Begins to delete an OTA update, with the stream that the OTA service may have made for it; never its job. AWS refuses
 * while it is still at work on the update.
 * @returns the OTA update afterwards; undefined when it is gone
 */
export async function deleteOtaUpdate(otaUpdateId: string): Promise<OTAUpdateInfo | undefined> {
  await deletionTurn();
  try {
    await iot.send(new DeleteOTAUpdateCommand({ otaUpdateId, deleteStream: true })); // ignored for a stream of our own
  } catch (error) {
    const isWorking = isNamed(error, "InvalidRequestException", "VersionConflictException");
    if (!isWorking && !isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return findOtaUpdate(otaUpdateId);
}
