import type { DescribeSigningJobResponse } from "@aws-sdk/client-signer";
import { type Guide, type UploadedImage, uploadNextImage } from "./guide.ts";
import { inBucket } from "./ota-file.ts";
import { createOtaUpdate } from "./ota-updates.ts";
import { isRefused } from "./refused.ts";
import { profileName } from "./signing.ts";
import { createStream, rawImage } from "./streams.ts";
import { until } from "./until.ts";

/** What a person gets wrong, as AWS tells it: its code, and words that say what was wrong. */
export async function refusals(guide: Guide): Promise<void> {
  const image = await uploadNextImage(guide);
  await createStream(guide, "guide-taken", rawImage(image));
  for (const [what, code, words, ask] of mistakes(guide, image)) await isRefused(guide, what, code, words, ask);
  await signingFails(guide, image);
}

type Mistake = readonly [what: string, code: string, words: RegExp, ask: () => Promise<unknown>];

function mistakes(guide: Guide, image: UploadedImage): readonly Mistake[] {
  const { aws, bucket, iotArn } = guide;
  const missing = "ResourceNotFoundException";
  const put = (name: string, platform: string, arn: string) => aws`signer put-signing-profile --profile-name ${name}
    --platform-id ${platform} --signing-material certificateArn=${arn}
    --signing-parameters certname=/certs/any.crt`;
  const nobodys = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000";
  const source = `s3={bucketName=${bucket},key=${image.key},version=${image.versionId}}`;
  const custom = { customCodeSigning: { signature: { inlineDocument: "" }, hashAlgorithm: "SHA256" } };
  const file = { ...inBucket(guide, image), codeSigning: custom };
  const createFor = (target: string, id = "guide-refused") =>
    createOtaUpdate(guide, { otaUpdateId: id, targets: [target] }, file);
  return [
    [
      "a hyphen in a profile's name",
      "ValidationException",
      /'my-profile'/,
      () => put("my-profile", "AmazonFreeRTOS-Default", nobodys),
    ],
    ["a platform there is not", missing, /AmazonFreeRTOS-X/, () => put("any_profile", "AmazonFreeRTOS-X", nobodys)],
    [
      "a certificate nobody imported",
      "ValidationException",
      /certificate\/0{8}/,
      () => put("any_profile", "AmazonFreeRTOS-Default", nobodys),
    ],
    [
      "the name of another profile",
      "ValidationException",
      /already exists/,
      () => put(profileName, "AmazonFreeRTOS-Default", nobodys),
    ],
    [
      "a profile nobody made",
      missing,
      /nobody/,
      () =>
        aws`signer start-signing-job --profile-name nobody --source ${source} --destination s3={bucketName=${bucket}}`,
    ],
    ["a signing job nobody started", missing, /none/, () => aws`signer describe-signing-job --job-id none`],
    [
      "the id of another stream",
      "ResourceAlreadyExistsException",
      /guide-taken/,
      () => createStream(guide, "guide-taken", { key: image.key }),
    ],
    [
      "a stream id with a blank",
      "InvalidRequestException",
      /'a stream'/,
      () => createStream(guide, "a stream", { key: image.key }),
    ],
    ["a stream nobody made", missing, /none/, () => aws`iot delete-stream --stream-id none`],
    [
      "the id of another update",
      "ResourceAlreadyExistsException",
      /guide-cancelled/,
      () => createFor(iotArn("thing/bench-1"), "guide-cancelled"),
    ],
    ["a thing nobody registered", missing, /nobody/, () => createFor(iotArn("thing/nobody"))],
    [
      "thing-group for thinggroup",
      missing,
      /thing-group\/thermostat/,
      () => createFor(iotArn("thing-group/thermostat")),
    ],
    ["a name for an ARN", "InvalidRequestException", /bench-1/, () => createFor("bench-1")],
    [
      "an id that makes the job's too long",
      "InvalidRequestException",
      /64/,
      () => createFor(iotArn("thing/bench-1"), "x".repeat(57)),
    ],
    ["an update nobody made", missing, /none/, () => aws`iot get-ota-update --ota-update-id none`],
    ["a job nobody made", missing, /none/, () => aws`iot cancel-job --job-id none`],
    [
      "an execution there is not",
      missing,
      /thermostat-1/,
      () => aws`iot describe-job-execution --job-id AFR_OTA-guide-cancelled --thing-name thermostat-1`,
    ],
  ];
}

/** A job without its object begins all the same: that it failed, and why, is in its description. */
async function signingFails({ aws, step, bucket }: Guide, { key }: UploadedImage): Promise<void> {
  await step(
    "start-signing-job of a version there is not",
    async () => {
      const { jobId } = await aws<{ jobId: string }>`signer start-signing-job --profile-name ${profileName}
        --source s3={bucketName=${bucket},key=${key},version=none} --destination s3={bucketName=${bucket}}`;
      return until("the signing job is Failed", async () => {
        const job = await aws<DescribeSigningJobResponse>`signer describe-signing-job --job-id ${jobId}`;
        return job.status === "Failed" ? job.statusReason : undefined;
      });
    },
    (reason) => `Failed: ${reason}`,
  );
}
