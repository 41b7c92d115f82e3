import assert from "node:assert/strict";
import type { GetOTAUpdateResponse } from "@aws-sdk/client-iot";
import { type Guide, uploadNextImage } from "./guide.ts";
import { describeExecution, executionsOfJob } from "./job-executions.ts";
import { inBucket, signedByHand } from "./ota-file.ts";
import { createdOtaUpdate, createOtaUpdate } from "./ota-updates.ts";
import { profileName } from "./signing.ts";
import { until } from "./until.ts";

/** An update that AWS cannot make, and one that the devices do not take. */
export async function failing(guide: Guide): Promise<void> {
  const { aws, step, local } = guide;
  const image = await uploadNextImage(guide);
  await step(
    "create-ota-update with other parameters than the profile has",
    async () => {
      const startSigningJobParameter = {
        signingProfileName: profileName,
        signingProfileParameter: {
          certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/another",
          platform: "AmazonFreeRTOS-Default",
          certificatePathOnDevice: guide.signer.certificatePath,
        },
        destination: { s3Destination: { bucket: guide.bucket } },
      };
      const file = { ...inBucket(guide, image), codeSigning: { startSigningJobParameter } };
      await createOtaUpdate(guide, { otaUpdateId: "guide-failed" }, file);
      return until("OTA update guide-failed is CREATE_FAILED", async () => {
        const { otaUpdateInfo } = await aws<GetOTAUpdateResponse>`iot get-ota-update --ota-update-id guide-failed`;
        return otaUpdateInfo?.otaUpdateStatus === "CREATE_FAILED" ? otaUpdateInfo.errorInfo : undefined;
      });
    },
    ({ code, message }) => `CREATE_FAILED, ${code}: ${message}`,
  );
  await step(
    "create-ota-update with the signature of another image",
    async () => {
      const another = await uploadNextImage(guide);
      const file = { ...inBucket(guide, another), codeSigning: await signedByHand(guide, image) };
      await createOtaUpdate(guide, { otaUpdateId: "guide-tampered" }, file);
      const { awsIotJobId: jobId = "" } = await createdOtaUpdate(guide, "guide-tampered");
      await until("all devices have FAILED", async () => {
        const statuses = await executionsOfJob(guide, jobId);
        return local.devices.every((name) => statuses.get(name) === "FAILED") || undefined;
      });
      const { statusDetails } = await describeExecution(guide, jobId, local.devices[0] ?? "");
      return statusDetails?.detailsMap?.["reason"];
    },
    (reason) => {
      assert.equal(reason, "0x000000e3: 0x00000000"); // AWS's agent: the signature check failed
      return `each device refused it: ${reason}`;
    },
  );
}
