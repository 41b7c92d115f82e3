import assert from "node:assert/strict";
import type { GetOTAUpdateResponse, ListTagsForResourceResponse } from "@aws-sdk/client-iot";
import { describeJob } from "./deleting.ts";
import { type Guide, product, uploadNextImage } from "./guide.ts";
import { inBucket, signedByHand } from "./ota-file.ts";
import { followOtaUpdate } from "./ota-updates.ts";

const otaUpdateId = "guide-whole";

const settings = {
  awsJobExecutionsRolloutConfig: {
    maximumPerMinute: 500,
    exponentialRate: {
      baseRatePerMinute: 50,
      incrementFactor: 1.5,
      rateIncreaseCriteria: { numberOfSucceededThings: 100 },
    },
  },
  awsJobPresignedUrlConfig: { expiresInSec: 600 },
  awsJobAbortConfig: {
    abortCriteriaList: [
      { failureType: "FAILED", action: "CANCEL", thresholdPercentage: 10.5, minNumberOfExecutedThings: 100 },
    ],
  },
  awsJobTimeoutConfig: { inProgressTimeoutInMinutes: 60 },
};
const additionalParameters = { ticket: "4711" };

/** An update with all that can be said of one, in one file. */
export async function wholeRequest(guide: Guide): Promise<void> {
  const { aws, step, roleArn, writeJson, iotArn } = guide;
  await step(
    "create-ota-update --cli-input-json",
    async () => {
      const image = await uploadNextImage(guide);
      const file = {
        ...inBucket(guide, image),
        fileType: 0,
        attributes: { board: "rev-b" },
        codeSigning: await signedByHand(guide, image),
      };
      const request = await writeJson({
        otaUpdateId,
        description: "everything at once",
        targets: [iotArn(`thinggroup/${product}`)],
        protocols: ["MQTT", "HTTP"],
        targetSelection: "SNAPSHOT",
        ...settings,
        files: [file],
        roleArn,
        additionalParameters,
        tags: [{ Key: "team", Value: "thermostats" }],
      });
      await aws`iot create-ota-update --cli-input-json ${request}`;
      return followOtaUpdate(guide, otaUpdateId, image);
    },
    (outcome) => outcome,
  );
  await step("get-ota-update, describe-job and list-tags-for-resource show all of it", async () => {
    const [{ otaUpdateInfo }, job, { tags }] = await Promise.all([
      aws<GetOTAUpdateResponse>`iot get-ota-update --ota-update-id ${otaUpdateId}`,
      describeJob(guide, `AFR_OTA-${otaUpdateId}`),
      aws<ListTagsForResourceResponse>`iot list-tags-for-resource
        --resource-arn ${iotArn(`otaupdate/${otaUpdateId}`)}`,
    ]);
    assert.deepEqual(otaUpdateInfo?.additionalParameters, additionalParameters);
    assert.deepEqual(otaUpdateInfo?.awsJobPresignedUrlConfig, settings.awsJobPresignedUrlConfig);
    assert.deepEqual(job.jobExecutionsRolloutConfig, settings.awsJobExecutionsRolloutConfig);
    assert.deepEqual(job.abortConfig?.criteriaList, settings.awsJobAbortConfig.abortCriteriaList);
    assert.deepEqual(job.timeoutConfig, settings.awsJobTimeoutConfig);
    assert.deepEqual(tags, [{ Key: "team", Value: "thermostats" }]);
  });
}
