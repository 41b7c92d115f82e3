import assert from "node:assert/strict";
import type { DescribeJobResponse, GetJobDocumentResponse, ListStreamsResponse } from "@aws-sdk/client-iot";
import { type AwsCliError, refusal } from "./aws-cli.ts";
import type { Guide } from "./guide.ts";
import type { OtaJobDocument } from "./listing.ts";
import { describeStream } from "./streams.ts";
import { until } from "./until.ts";

/** Deletes updates whose devices are done, with each flag, then what a deletion leaves. */
export async function deletingFinished(guide: Guide): Promise<void> {
  const { aws, step } = guide;
  await step(
    "delete-ota-update",
    async () => {
      await aws`iot delete-ota-update --ota-update-id guide-a-raw-image`;
      await isGone(guide, "guide-a-raw-image");
      await describeJob(guide, "AFR_OTA-guide-a-raw-image");
      await describeStream(guide, "guide-a-raw-image");
    },
    () => "its job and its stream are left",
  );
  await step("delete-job --no-force", async () => {
    await aws`iot delete-job --job-id AFR_OTA-guide-a-raw-image --no-force`;
    await jobIsGone(guide, "AFR_OTA-guide-a-raw-image");
  });
  await step("delete-stream of the update", () => aws`iot delete-stream --stream-id guide-a-raw-image`);
  await step(
    "delete-ota-update --delete-stream, the stream is the user's",
    async () => {
      await aws`iot delete-ota-update --ota-update-id guide-b --delete-stream`;
      await isGone(guide, "guide-b");
      await describeStream(guide, "guide-b");
    },
    () => "the stream is left",
  );
  await step(
    "delete-ota-update --delete-stream, the stream is the service's",
    async () => {
      const stream = await streamOfJob(guide, "AFR_OTA-guide-d");
      await aws`iot delete-ota-update --ota-update-id guide-d --delete-stream`;
      await isGone(guide, "guide-d");
      assert.ok(!(await streamIds(guide)).includes(stream));
      await describeJob(guide, "AFR_OTA-guide-d");
      return stream;
    },
    (stream) => `${stream} is gone with it, the job is left`,
  );
  await step(
    "delete-ota-update --delete-stream --force-delete-aws-job",
    async () => {
      const stream = await streamOfJob(guide, "AFR_OTA-guide-f");
      await aws`iot delete-ota-update --ota-update-id guide-f --delete-stream --force-delete-aws-job`;
      await isGone(guide, "guide-f");
      await jobIsGone(guide, "AFR_OTA-guide-f");
      assert.ok(!(await streamIds(guide)).includes(stream));
    },
    () => "job and stream are gone with it",
  );
}

/** Waits until nobody knows an update any more. */
export function isGone({ aws }: Guide, otaUpdateId: string): Promise<AwsCliError> {
  return until(`OTA update ${otaUpdateId} is gone`, () =>
    notFound(aws`iot get-ota-update --ota-update-id ${otaUpdateId}`),
  );
}

/** Waits until nobody knows a job any more. */
export function jobIsGone(guide: Guide, jobId: string): Promise<AwsCliError> {
  return until(`job ${jobId} is gone`, () => notFound(describeJob(guide, jobId)));
}

export async function describeJob({ aws }: Guide, jobId: string): Promise<NonNullable<DescribeJobResponse["job"]>> {
  const { job } = await aws<DescribeJobResponse>`iot describe-job --job-id ${jobId}`;
  return job ?? {};
}

/** The refusal, if it is one for what does not exist. */
async function notFound(question: Promise<unknown>): Promise<AwsCliError | undefined> {
  const answer = await refusal(question).catch(() => undefined);
  return answer?.code === "ResourceNotFoundException" ? answer : undefined;
}

async function streamOfJob({ aws }: Guide, jobId: string): Promise<string> {
  const { document = "" } = await aws<GetJobDocumentResponse>`iot get-job-document --job-id ${jobId}`;
  return (JSON.parse(document) as OtaJobDocument).afr_ota.streamname;
}

async function streamIds({ aws }: Guide): Promise<string[]> {
  const { streams = [] } = await aws<ListStreamsResponse>`iot list-streams`;
  return streams.map(({ streamId }) => streamId ?? "");
}
