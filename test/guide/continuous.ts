import assert from "node:assert/strict";
import { describeJob } from "./deleting.ts";
import { type Guide, product, uploadNextImage } from "./guide.ts";
import { executionsOfJob } from "./job-executions.ts";
import { inBucket, signedByHand } from "./ota-file.ts";
import { createOtaUpdate, followOtaUpdate } from "./ota-updates.ts";
import { until } from "./until.ts";

const joiner = "bench-3";

/** An update of a thing group that goes on when its devices are done. */
export async function continuous(guide: Guide): Promise<void> {
  const { aws, step } = guide;
  const otaUpdateId = "guide-continuous";
  const jobId = `AFR_OTA-${otaUpdateId}`;
  await step(
    "create-ota-update --target-selection CONTINUOUS",
    async () => {
      const image = await uploadNextImage(guide);
      const file = { ...inBucket(guide, image), codeSigning: await signedByHand(guide, image) };
      const targets = [guide.iotArn(`thinggroup/${product}`)];
      await createOtaUpdate(guide, { otaUpdateId, targets, targetSelection: "CONTINUOUS" }, file);
      return followOtaUpdate(guide, otaUpdateId, image);
    },
    (outcome) => outcome,
  );
  await step(
    "add-thing-to-thing-group",
    async () => {
      assert.equal((await describeJob(guide, jobId)).status, "IN_PROGRESS");
      await aws`iot create-thing --thing-name ${joiner}`;
      await aws`iot add-thing-to-thing-group --thing-name ${joiner} --thing-group-name ${product}`;
      await until(`${jobId} reaches ${joiner}`, async () => (await executionsOfJob(guide, jobId)).get(joiner));
    },
    () => "who joins the group is offered the update",
  );
  await step("cancel-job of a continuous job", async () => {
    await aws`iot cancel-job --job-id ${jobId}`;
    await aws`iot delete-ota-update --ota-update-id ${otaUpdateId} --delete-stream --force-delete-aws-job`;
  });
}
