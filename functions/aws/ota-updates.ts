import {
  type CreateOTAUpdateRequest,
  DeleteOTAUpdateCommand,
  GetOTAUpdateCommand,
  type OTAUpdateInfo,
} from "@aws-sdk/client-iot";
import { differenceOfOtaUpdate } from "../firmware/ota-update-difference.ts";
import { iot } from "./clients.ts";
import { isNamed, TransientError } from "./failure.ts";
import { pace } from "./pace.ts";
import { adopt, type Found, isOwn } from "./tags.ts";

const deletionTurn = pace(4.5); // AWS's quota is 5 a second

export async function findOtaUpdate(otaUpdateId: string): Promise<OTAUpdateInfo | undefined> {
  try {
    return (await iot.send(new GetOTAUpdateCommand({ otaUpdateId }))).otaUpdateInfo;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/**
 * Whether an OTA update was made for the release, and is not another's that has its name.
 * @throws TransientError while AWS does not show its tag
 */
export function isOwnOtaUpdate(update: OTAUpdateInfo): Promise<boolean> {
  return isOwn(tagged(update));
}

/**
 * Takes the OTA update that has the request's name for the release's own, if it is what the request would have made.
 * @throws NameTakenError, TransientError while AWS does not show all of it
 */
export async function adoptOtaUpdate(request: CreateOTAUpdateRequest): Promise<void> {
  const { otaUpdateId = "" } = request;
  const update = await findOtaUpdate(otaUpdateId);
  if (!update)
    throw new TransientError(`OTA update ${otaUpdateId} exists for CreateOTAUpdate, and not for GetOTAUpdate`);
  await adopt(tagged(update), differenceOfOtaUpdate(update, request));
}

function tagged({ otaUpdateId = "", otaUpdateArn, creationDate }: OTAUpdateInfo): Found {
  return { what: "OTA update", releaseId: otaUpdateId, arn: otaUpdateArn, madeAt: creationDate };
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
