import assert from "node:assert/strict";
import type { CreateOTAUpdateResponse, GetOTAUpdateResponse, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { devicesUpdated } from "./devices.ts";
import type { Guide } from "./guide.ts";
import { describeExecution, executionsOfJob } from "./job-executions.ts";
import type { OtaFile } from "./ota-file.ts";
import { until } from "./until.ts";

/** What an update is for, and how it gets there. */
export interface Rollout {
  readonly otaUpdateId: string;
  /** `MQTT`, `HTTP`; in this order when both. */
  readonly protocols?: readonly string[];
  /** ARNs; those of the devices beside the guide, unless others are meant. */
  readonly targets?: readonly string[];
  readonly targetSelection?: "SNAPSHOT" | "CONTINUOUS";
}

/** Creates an update with a file as the guide has it. */
export async function createOtaUpdate(guide: Guide, rollout: Rollout, file: OtaFile): Promise<CreateOTAUpdateResponse> {
  const { aws, iotArn, roleArn, local, writeJson } = guide;
  const targets = rollout.targets ?? local.devices.map((name) => iotArn(`thing/${name}`));
  return aws<CreateOTAUpdateResponse>`iot create-ota-update --ota-update-id ${rollout.otaUpdateId}
    --description "an update of the guide" --target-selection ${rollout.targetSelection ?? "SNAPSHOT"}
    --protocols ${rollout.protocols ?? ["MQTT"]} --targets ${targets} --files ${await writeJson([file])}
    --role-arn ${roleArn}`;
}

/**
 * Waits until AWS has made all of an update.
 * @throws Error with AWS's reason when it fails
 */
export async function createdOtaUpdate({ aws }: Guide, otaUpdateId: string): Promise<OTAUpdateInfo> {
  return until(`OTA update ${otaUpdateId} is CREATE_COMPLETE`, async () => {
    const { otaUpdateInfo } = await aws<GetOTAUpdateResponse>`iot get-ota-update --ota-update-id ${otaUpdateId}`;
    const { otaUpdateStatus, errorInfo } = otaUpdateInfo ?? {};
    if (otaUpdateStatus === "CREATE_FAILED")
      throw new Error(`CREATE_FAILED: ${errorInfo?.code}: ${errorInfo?.message}`);
    return otaUpdateStatus === "CREATE_COMPLETE" ? otaUpdateInfo : undefined;
  });
}

/** Follows an update from its creation to devices that run it and have checked its signature. Tells how it went. */
export async function followOtaUpdate(
  guide: Guide,
  otaUpdateId: string,
  {
    version,
    certificatePath = guide.signer.certificatePath,
  }: { readonly version: string; readonly certificatePath?: string },
): Promise<string> {
  const { awsIotJobId: jobId = "" } = await createdOtaUpdate(guide, otaUpdateId);
  assert.equal(jobId, `AFR_OTA-${otaUpdateId}`);
  const { local } = guide;
  await devicesUpdated(local, { jobId, version, certificatePath });
  const statuses = await executionsOfJob(guide, jobId);
  assert.deepEqual(
    local.devices.map((name) => statuses.get(name)),
    local.devices.map(() => "SUCCEEDED"),
  );
  const { statusDetails } = await describeExecution(guide, jobId, local.devices[0] ?? "");
  assert.equal(statusDetails?.detailsMap?.["reason"], `accepted  v${version}`);
  return `${statuses.size} of ${local.devices.length} devices run ${version}`;
}
