import {
  type CreateOTAUpdateRequest,
  DeleteOTAUpdateCommand,
  GetOTAUpdateCommand,
  type OTAUpdateInfo,
} from "@aws-sdk/client-iot";
import { isOtaUpdateOf } from "../firmware/ota-update.ts";
import { iot } from "./clients.ts";
import { isNamed } from "./failure.ts";
import { carriesTag } from "./tags.ts";

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
 * Deletes an OTA update that has no job; its stream is deleted by itself. AWS refuses while it is still working on the
 * update.
 * @returns whether it is gone already
 */
export async function deleteOtaUpdate(otaUpdateId: string): Promise<boolean> {
  try {
    await iot.send(new DeleteOTAUpdateCommand({ otaUpdateId }));
  } catch (error) {
    const isWorking = isNamed(error, "InvalidRequestException", "VersionConflictException");
    if (!isWorking && !isNamed(error, "ResourceNotFoundException")) throw error;
  }
  return (await findOtaUpdate(otaUpdateId)) === undefined;
}
