import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

const request = {
  "request-id": expect.stringMatching(/./),
  requester: "123456789012",
  "source-ip-address": "127.0.0.1",
};
const sequencer = expect.stringMatching(/^[0-9A-F]{18}$/);

describe("an Object Created event", () => {
  it("says which version of what was written, how long it is and by which call", async () => {
    const { put, events } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("firmware/thermostat/1.4.0/app.bin", "abc");
    expect(events).toEqual([
      {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: ["arn:aws:s3:::firmware"],
        detail: {
          version: "0",
          "event-version": "1.0",
          bucket: { name: "firmware" },
          object: {
            key: "firmware/thermostat/1.4.0/app.bin",
            size: 3,
            etag: "900150983cd24fb0d6963f7d28e17f72",
            "version-id": VersionId,
            sequencer,
          },
          ...request,
          reason: "PutObject",
        },
      },
    ]);
  });

  it("has the key as people write it, and no version where there are none", async () => {
    const { put, events } = await startS3();
    await put("my app+v1 ü%20.bin", "abc");
    expect(events[0]?.detail["object"]).toEqual({
      key: "my app+v1 ü%20.bin",
      size: 3,
      etag: "900150983cd24fb0d6963f7d28e17f72",
      sequencer,
    });
  });

  it("has no version while versioning is suspended", async () => {
    const { client, bucket: Bucket, put, events } = await startS3({ versioning: "Enabled" });
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }));
    await put("app.bin", "abc");
    expect(events[0]?.detail["object"]).not.toHaveProperty("version-id");
  });

  it("rises in its sequencer from write to write, also within a second", async () => {
    const { put, events, clock } = await startS3();
    for (let index = 0; index < 20; index++) await put("app.bin", String(index));
    await clock.advance(5_000);
    await put("app.bin", "last");
    const sequencers = events.map(({ detail }) => (detail["object"] as { sequencer: string }).sequencer);
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
    expect(sequencers).toHaveLength(21);
  });

  it("comes once the object can be read, from copies and other services too", async () => {
    const { client, bucket, put, events, objects } = await startS3();
    await put("a", "x");
    await client.send(new CopyObjectCommand({ Bucket: bucket, Key: "b", CopySource: `${bucket}/a` }));
    await objects.write({ bucket, key: "signed/1", body: Buffer.from("{}"), requester: "signer.amazonaws.com" });
    expect(events.map(({ detail }) => [detail["reason"], detail["requester"]])).toEqual([
      ["PutObject", "123456789012"],
      ["CopyObject", "123456789012"],
      ["PutObject", "signer.amazonaws.com"],
    ]);
  });

  it("does not come from what did not happen", async () => {
    const { client, bucket: Bucket, put, events } = await startS3();
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }));
    await put("a", "x", { ContentMD5: "kAFQmDzST7DWlj99KOF/cg==" }).catch(() => {});
    await put("a", "x", { IfMatch: '"other"' }).catch(() => {});
    expect(events).toEqual([]);
  });
});

describe("an Object Deleted event", () => {
  it("says whether an object is gone or hidden", async () => {
    const { client, bucket: Bucket, put, events } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "abc");
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: "app.bin" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "app.bin", VersionId }));
    const detail = {
      version: "0",
      "event-version": "1.0",
      bucket: { name: Bucket },
      ...request,
      reason: "DeleteObject",
    };
    expect(events.slice(1).map((event) => [event["detail-type"], event.detail])).toEqual([
      [
        "Object Deleted",
        {
          ...detail,
          object: { key: "app.bin", etag: expect.any(String), "version-id": marker.VersionId, sequencer },
          "deletion-type": "Delete Marker Created",
        },
      ],
      [
        "Object Deleted",
        {
          ...detail,
          object: { key: "app.bin", etag: "900150983cd24fb0d6963f7d28e17f72", "version-id": VersionId, sequencer },
          "deletion-type": "Permanently Deleted",
        },
      ],
    ]);
  });

  it("does not come when there was nothing to delete", async () => {
    const { client, bucket: Bucket, events } = await startS3();
    await client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
    expect(events).toEqual([]);
  });
});

describe("tagging", () => {
  it("is told as Object Tags Added and Object Tags Deleted", async () => {
    const { client, bucket: Bucket, put, events } = await startS3({ versioning: "Enabled" });
    const { VersionId } = await put("app.bin", "abc");
    const Tagging = { TagSet: [{ Key: "a", Value: "b" }] };
    await client.send(new PutObjectTaggingCommand({ Bucket, Key: "app.bin", Tagging }));
    await client.send(new DeleteObjectTaggingCommand({ Bucket, Key: "app.bin" }));
    const object = { key: "app.bin", etag: "900150983cd24fb0d6963f7d28e17f72", "version-id": VersionId };
    const detail = { version: "0", "event-version": "1.0", bucket: { name: Bucket }, object, ...request };
    expect(events.slice(1).map((event) => [event["detail-type"], event.detail])).toEqual([
      ["Object Tags Added", detail],
      ["Object Tags Deleted", detail],
    ]);
  });
});

describe("a bucket's notifications", () => {
  it("are silent unless they go to EventBridge", async () => {
    const { client, bucket: Bucket, put, events } = await startS3();
    await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
    await put("app.bin", "abc");
    expect(events).toEqual([]);
  });

  it("promise no queue what would never come", async () => {
    const { client, bucket: Bucket } = await startS3();
    const QueueArn = "arn:aws:sqs:us-east-1:123456789012:uploads";
    const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events: ["s3:ObjectCreated:*" as const] }] };
    const put = client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    await expect(put).rejects.toMatchObject(failure("NotImplemented", 501));
  });
});
