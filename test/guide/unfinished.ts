import assert from "node:assert/strict";
import type { ListJobExecutionsForThingResponse } from "@aws-sdk/client-iot";
import { refusal } from "./aws-cli.ts";
import { describeJob, isGone, jobIsGone } from "./deleting.ts";
import { type Guide, uploadNextImage } from "./guide.ts";
import { describeExecution, executionsOfJob } from "./job-executions.ts";
import { inBucket, type OtaFile, signedByHand } from "./ota-file.ts";
import { createdOtaUpdate, createOtaUpdate } from "./ota-updates.ts";

/** Things without a device: one takes its job up by hand and goes no further, the other never asks. */
const begun = "bench-1";
const idle = "bench-2";

/** Ends updates that are under way: cancels and deletes them, with force and without. */
export async function unfinished(guide: Guide): Promise<void> {
  const { aws, step } = guide;
  const image = await uploadNextImage(guide);
  const file = { ...inBucket(guide, image), codeSigning: await signedByHand(guide, image) };
  await Promise.all([aws`iot create-thing --thing-name ${begun}`, aws`iot create-thing --thing-name ${idle}`]);

  const cancelled = await beginUpdate(guide, "guide-cancelled", file);
  await step(
    "delete-ota-update of an update under way",
    async () => {
      const { code, said } = await refusal(aws`iot delete-ota-update --ota-update-id guide-cancelled`);
      assert.equal(code, "InvalidRequestException");
      return said;
    },
    (said) => `refused: ${said}`,
  );
  await step(
    "delete-job --no-force of a job under way",
    async () => {
      const { code, said } = await refusal(aws`iot delete-job --job-id ${cancelled} --no-force`);
      assert.equal(code, "InvalidStateTransitionException");
      return said;
    },
    (said) => `refused: ${said}`,
  );
  await step(
    "cancel-job",
    async () => {
      await aws`iot cancel-job --job-id ${cancelled} --reason-code WRONG_IMAGE --comment "the wrong image"`;
      const job = await describeJob(guide, cancelled);
      assert.deepEqual([job.status, job.reasonCode, job.comment], ["CANCELED", "WRONG_IMAGE", "the wrong image"]);
      await haveStatus(guide, cancelled, { [begun]: "IN_PROGRESS", [idle]: "CANCELED" });
    },
    () => "what is in progress goes on",
  );
  await step(
    "cancel-job --force",
    async () => {
      await aws`iot cancel-job --job-id ${cancelled} --force`;
      await haveStatus(guide, cancelled, { [begun]: "CANCELED", [idle]: "CANCELED" });
      const { forceCanceled } = await describeExecution(guide, cancelled, begun);
      assert.equal(forceCanceled, true);
    },
    () => "what is in progress is cancelled too",
  );
  await step("list-job-executions-for-thing", async () => {
    const { executionSummaries = [] } = await aws<ListJobExecutionsForThingResponse>`iot
      list-job-executions-for-thing --thing-name ${begun} --status CANCELED`;
    assert.deepEqual(
      executionSummaries.map(({ jobId }) => jobId),
      [cancelled],
    );
  });

  const picked = await beginUpdate(guide, "guide-picked", file);
  await step("cancel-job-execution", async () => {
    await aws`iot cancel-job-execution --job-id ${picked} --thing-name ${idle}`;
    await haveStatus(guide, picked, { [begun]: "IN_PROGRESS", [idle]: "CANCELED" });
  });
  await step(
    "delete-job-execution",
    async () => {
      await aws`iot delete-job-execution --job-id ${picked} --thing-name ${idle} --execution-number 1 --no-force`;
      const inProgress = await refusal(aws`iot delete-job-execution --job-id ${picked} --thing-name ${begun}
      --execution-number 1 --no-force`);
      assert.equal(inProgress.code, "InvalidStateTransitionException");
      await aws`iot delete-job-execution --job-id ${picked} --thing-name ${begun} --execution-number 1 --force`;
      await haveStatus(guide, picked, {});
    },
    () => "one in progress goes only with --force",
  );

  const forced = await beginUpdate(guide, "guide-forced", file);
  await step("delete-job --force", async () => {
    await aws`iot delete-job --job-id ${picked} --force`;
    await jobIsGone(guide, picked);
  });
  await step("delete-ota-update --force-delete-aws-job of an update under way", async () => {
    await aws`iot delete-ota-update --ota-update-id guide-forced --delete-stream --force-delete-aws-job`;
    await isGone(guide, "guide-forced");
    await jobIsGone(guide, forced);
  });
}

/** Offers a file to both things, and has one of them take it up. Gives the job's id. */
async function beginUpdate(guide: Guide, otaUpdateId: string, file: OtaFile): Promise<string> {
  const targets = [begun, idle].map((name) => guide.iotArn(`thing/${name}`));
  await createOtaUpdate(guide, { otaUpdateId, targets }, file);
  const { awsIotJobId: jobId = "" } = await createdOtaUpdate(guide, otaUpdateId);
  await guide.aws`iot-jobs-data start-next-pending-job-execution --thing-name ${begun}`;
  await haveStatus(guide, jobId, { [begun]: "IN_PROGRESS", [idle]: "QUEUED" });
  return jobId;
}

async function haveStatus(guide: Guide, jobId: string, expected: Record<string, string>): Promise<void> {
  assert.deepEqual(Object.fromEntries(await executionsOfJob(guide, jobId)), expected);
}
