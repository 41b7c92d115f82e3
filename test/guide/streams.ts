import assert from "node:assert/strict";
import type { CreateStreamResponse, ListStreamsResponse, StreamInfo, StreamSummary } from "@aws-sdk/client-iot";
import type { Guide, UploadedImage } from "./guide.ts";
import { signNextImage } from "./signing.ts";

/** What a stream serves: the object at `key`, in this version if one is named. */
export interface StreamedObject {
  readonly key: string;
  readonly version?: string;
}

/** An arbitrary number, as the guide's: devices are told of it. */
export const fileId = 123;

/** Makes a stream of one object of the bucket. */
export async function createStream(
  { aws, bucket, roleArn, writeJson }: Guide,
  streamId: string,
  object: StreamedObject,
): Promise<CreateStreamResponse> {
  const files = await writeJson([{ fileId, s3Location: { bucket, ...object } }]);
  return aws<CreateStreamResponse>`iot create-stream --stream-id ${streamId} --description "firmware of the guide"
    --files ${files} --role-arn ${roleArn}`;
}

/** The very version of an image that was uploaded. */
export function rawImage({ key, versionId }: UploadedImage): StreamedObject {
  return { key, version: versionId };
}

/** All that can be done with streams. */
export async function streams(guide: Guide): Promise<void> {
  const { aws, step } = guide;
  const image = await signNextImage(guide);
  await step("create-stream over the signed object", () =>
    createStream(guide, "guide-signed", { key: image.signedKey }),
  );
  await step("create-stream over the raw image", () => createStream(guide, "guide-raw", rawImage(image)));
  await step("describe-stream", async () => {
    const { streamInfo } = await describeStream(guide, "guide-raw");
    assert.equal(streamInfo.streamVersion, 1);
    assert.deepEqual(streamInfo.files, [
      { fileId, s3Location: { bucket: guide.bucket, key: image.key, version: image.versionId } },
    ]);
  });
  await step("list-streams", async () => {
    const { streams: listed = [] } = await aws<ListStreamsResponse>`iot list-streams --ascending-order --page-size 1`;
    assert.deepEqual(own(listed), ["guide-signed", "guide-raw"]);
  });
  await step("update-stream", async () => {
    await aws`iot update-stream --stream-id guide-raw --description "the same image"`;
    const { streamInfo } = await describeStream(guide, "guide-raw");
    assert.deepEqual([streamInfo.streamVersion, streamInfo.description], [2, "the same image"]);
  });
  await step("delete-stream", async () => {
    await Promise.all([aws`iot delete-stream --stream-id guide-signed`, aws`iot delete-stream --stream-id guide-raw`]);
    const { streams: left = [] } = await aws<ListStreamsResponse>`iot list-streams`;
    assert.deepEqual(own(left), []);
  });
}

/** Of the streams of this chapter, those that are listed: updates beside it have theirs. */
function own(listed: readonly StreamSummary[]): string[] {
  return listed.map(({ streamId = "" }) => streamId).filter((id) => ["guide-signed", "guide-raw"].includes(id));
}

export function describeStream({ aws }: Guide, streamId: string): Promise<{ streamInfo: StreamInfo }> {
  return aws<{ streamInfo: StreamInfo }>`iot describe-stream --stream-id ${streamId}`;
}
