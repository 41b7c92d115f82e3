import * as s3 from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { failure, startS3 } from "./start-s3.ts";

const Bucket = "firmware";
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::firmware/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});
const block = { BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false };
const kms = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: "alias/firmware" },
      BucketKeyEnabled: true,
    },
  ],
};
const rules: s3.LifecycleRule[] = [
  {
    ID: "uploads",
    Status: "Enabled",
    Filter: { Prefix: "<b> & 'c'" },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  },
  {
    ID: "old",
    Status: "Disabled",
    Filter: { And: { Prefix: "records/", Tags: [{ Key: "a", Value: "b" }] } },
    Expiration: { Days: 3 },
    NoncurrentVersionExpiration: { NoncurrentDays: 90 },
  },
];

/** How to put, get and delete one, what it is, and what is said when there is none. */
const settings = [
  {
    name: "its policy",
    put: () => new s3.PutBucketPolicyCommand({ Bucket, Policy: policy }),
    get: () => new s3.GetBucketPolicyCommand({ Bucket }),
    remove: () => new s3.DeleteBucketPolicyCommand({ Bucket }),
    value: { Policy: policy },
    missing: failure("NoSuchBucketPolicy", 404),
  },
  {
    name: "its public access block",
    put: () =>
      new s3.PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
      }),
    get: () => new s3.GetPublicAccessBlockCommand({ Bucket }),
    remove: () => new s3.DeletePublicAccessBlockCommand({ Bucket }),
    value: { PublicAccessBlockConfiguration: block },
    missing: failure("NoSuchPublicAccessBlockConfiguration", 404),
  },
  {
    name: "its lifecycle",
    put: () => new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
    get: () => new s3.GetBucketLifecycleConfigurationCommand({ Bucket }),
    remove: () => new s3.DeleteBucketLifecycleCommand({ Bucket }),
    value: { Rules: rules },
    missing: failure("NoSuchLifecycleConfiguration", 404),
  },
  {
    name: "its ownership controls",
    put: () =>
      new s3.PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
      }),
    get: () => new s3.GetBucketOwnershipControlsCommand({ Bucket }),
    remove: () => new s3.DeleteBucketOwnershipControlsCommand({ Bucket }),
    value: { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } },
    missing: failure("OwnershipControlsNotFoundError", 404),
  },
  {
    name: "its tags",
    put: () => new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "a", Value: "b c@d" }] } }),
    get: () => new s3.GetBucketTaggingCommand({ Bucket }),
    remove: () => new s3.DeleteBucketTaggingCommand({ Bucket }),
    value: { TagSet: [{ Key: "a", Value: "b c@d" }] },
    missing: failure("NoSuchTagSet", 404),
  },
];

describe("what a bucket is set to", () => {
  it.each(settings)(
    "comes back as it came, until it is deleted: $name",
    async ({ put, get, remove, value, missing }) => {
      const { client } = await startS3();
      const send = (command: unknown) => client.send(command as s3.GetBucketPolicyCommand);
      await send(put());
      expect(await send(get())).toMatchObject(value);
      await send(remove());
      await expect(send(get())).rejects.toMatchObject(missing);
    },
  );

  it("has logs of who asked for what, where it says so", async () => {
    const { client } = await startS3();
    const logging = () => client.send(new s3.GetBucketLoggingCommand({ Bucket }));
    expect((await logging()).LoggingEnabled).toBeUndefined();
    const LoggingEnabled = { TargetBucket: "logs", TargetPrefix: "firmware/" };
    await client.send(new s3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    expect(await logging()).toMatchObject({ LoggingEnabled });
    await client.send(new s3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    expect((await logging()).LoggingEnabled).toBeUndefined();
  });

  it("is private, encrypted and without ACLs from the first", async () => {
    const { client } = await startS3();
    const { PublicAccessBlockConfiguration } = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    expect(await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    expect(await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    });
  });

  it("says what objects are encrypted with, and never that they are not", async () => {
    const { client, put } = await startS3();
    await client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: kms }));
    expect(await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration: kms,
    });
    const expected = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/firmware", BucketKeyEnabled: true };
    expect(await put("app.bin", "x")).toMatchObject(expected);
    await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }));
    expect(await put("app.bin", "x")).toMatchObject({ ServerSideEncryption: "AES256" });
  });

  it.each([
    ["an algorithm nobody has", { SSEAlgorithm: "€" as "AES256" }, "MalformedXML"],
    ["a key that no header can name", { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: "a\nb" }, "InvalidArgument"],
  ])("is not encrypted by %s", async (_, ApplyServerSideEncryptionByDefault, name) => {
    const { client } = await startS3();
    const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
    const put = client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    await expect(put).rejects.toMatchObject(failure(name, 400));
  });

  it("sends its events to EventBridge or not", async () => {
    const { client } = await startS3();
    const get = () => client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(await get()).toMatchObject({ EventBridgeConfiguration: {} });
    await client.send(new s3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: {} }));
    expect(await get()).not.toHaveProperty("EventBridgeConfiguration");
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await client.send(new s3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    expect(await get()).toMatchObject(NotificationConfiguration);
  });

  it.each(["no JSON", "[]", ""])("is no policy: %j", async (Policy) => {
    const { client } = await startS3();
    const put = client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(put).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });
});
