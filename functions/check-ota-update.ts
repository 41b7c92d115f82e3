import { findOtaUpdate } from "./aws/ota-updates.ts";
import { task } from "./aws/task.ts";
import { OtaUpdateFailedError } from "./firmware/ota-update.ts";
import type { Release } from "./firmware/release.ts";

/** What a look at an OTA update shows: created means that its job exists. */
export interface CreationState {
  readonly state: "creating" | "created";
}

/**
 * Asks after the OTA update, which CreateOTAUpdate only began.
 * @throws OtaUpdateFailedError with AWS's code and message
 */
export const handler = task(async ({ release }: { release: Release }): Promise<CreationState> => {
  const update = await findOtaUpdate(release.id);
  const { otaUpdateStatus: status, errorInfo, awsIotJobId } = update ?? {};
  if (status === "CREATE_FAILED") {
    throw new OtaUpdateFailedError(`${errorInfo?.code ?? "CREATE_FAILED"}: ${errorInfo?.message ?? "no reason given"}`);
  }
  if (status?.startsWith("DELETE")) throw new OtaUpdateFailedError(`OTA update ${release.id} is ${status}`);
  return { state: status === "CREATE_COMPLETE" && awsIotJobId ? "created" : "creating" };
});
