import * as sdk from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { startS3 } from "./start-s3.ts";

const Bucket = "firmware";
const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::firmware/*" };

function refusal(name: string, message: string, status = 400) {
  return { name, message, $metadata: { httpStatusCode: status } };
}

const malformed = refusal(
  "MalformedXML",
  "The XML you provided was not well-formed or did not validate against our published schema",
);

function policyOf(statement: object) {
  return new sdk.PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement: [statement] }) });
}

describe("a bucket's policy", () => {
  it.each([
    "arn:aws:s3:::other/*",
    "arn:aws:s3:::firmware-too",
    "arn:aws:s3:::o*",
    "arn:aws:sqs:us-east-1:123456789012:firmware",
    "firmware/*",
  ])("is refused when it is about %s", async (Resource) => {
    const { client } = await startS3();
    const put = client.send(policyOf({ ...everybody, Effect: "Deny", Resource }));
    await expect(put).rejects.toMatchObject(refusal("MalformedPolicy", "Policy has invalid resource"));
  });

  it.each(["*", "arn:aws:s3:::firmware", "arn:aws:s3:::firmware/a/*", "arn:aws:s3:::firm*"])(
    "may be about %s",
    async (Resource) => {
      const { client } = await startS3();
      await client.send(policyOf({ ...everybody, Effect: "Deny", Resource }));
    },
  );

  it("is refused when it is public and the bucket blocks that", async () => {
    const { client } = await startS3();
    const denied = refusal(
      "AccessDenied",
      'User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::firmware" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      403,
    );
    await expect(client.send(policyOf(everybody))).rejects.toMatchObject(denied);
    await client.send(new sdk.DeletePublicAccessBlockCommand({ Bucket }));
    await client.send(policyOf(everybody));
  });
});

const badKey = "The TagKey you have provided is invalid";
const badValue = "The TagValue you have provided is invalid";
const reserved = {
  object: "Your TagKey cannot be prefixed with aws:",
  bucket: "System tags cannot be added/updated by requester",
  newBucket:
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
};

describe.each(["object", "bucket", "newBucket"] as const)("a tag of something new: %s", (kind) => {
  it.each([
    ["a key of AWS's own", "aws:owner", "v", reserved[kind]],
    ["a key with signs", "a&b", "v", badKey],
    ["a key that is a face", "😀", "v", badKey],
    ["a value with signs", "k", "<v>", badValue],
  ])("is refused with %s", async (_, Key, Value, message) => {
    const { client, put } = await startS3();
    await put("app.bin", "x");
    const TagSet = [{ Key, Value }];
    const writes = {
      object: () => client.send(new sdk.PutObjectTaggingCommand({ Bucket, Key: "app.bin", Tagging: { TagSet } })),
      bucket: () => client.send(new sdk.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })),
      newBucket: () =>
        client.send(new sdk.CreateBucketCommand({ Bucket: "tagged", CreateBucketConfiguration: { Tags: TagSet } })),
    };
    await expect(writes[kind]()).rejects.toMatchObject(refusal("InvalidTag", message));
  });
});

it("counts a bucket's tags in a bucket's words", async () => {
  const { client } = await startS3();
  const TagSet = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "v" }));
  const put = client.send(new sdk.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await expect(put).rejects.toMatchObject(refusal("BadRequest", "Bucket tag count cannot be greater than 50"));
});

describe("a bucket's ownership controls", () => {
  const enforced = { ObjectOwnership: "BucketOwnerEnforced" } as const;
  it.each([
    ["no rule", []],
    ["two rules", [enforced, enforced]],
    ["an owner nobody knows", [{ ObjectOwnership: "Me" as "ObjectWriter" }]],
  ])("are refused with %s", async (_, Rules) => {
    const { client } = await startS3();
    const put = client.send(new sdk.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
    await expect(put).rejects.toMatchObject(malformed);
  });
});

it("is blocked from the public by something, or by nothing at all", async () => {
  const { client } = await startS3();
  const put = client.send(new sdk.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }));
  await expect(put).rejects.toMatchObject(refusal("InvalidRequest", "Must specify at least one configuration."));
});

const rule: sdk.LifecycleRule = { Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } };
const without = { ...rule, Expiration: undefined };
const positive = (what: string) => refusal("InvalidArgument", `${what} action must be a positive integer`);

describe("a bucket's lifecycle", () => {
  it.each<[what: string, rules: sdk.LifecycleRule[], error: object]>([
    ["no rule", [], malformed],
    ["more than a thousand rules", Array.from({ length: 1_001 }, () => rule), malformed],
    ["a rule of another status", [{ ...rule, Status: "On" as "Enabled" }], malformed],
    ["a rule without a filter", [{ ...rule, Filter: undefined }], malformed],
    ["a rule with a filter and a prefix", [{ ...rule, Prefix: "a" }], malformed],
    [
      "a rule that does nothing",
      [without],
      refusal("InvalidRequest", "At least one action needs to be specified in a rule"),
    ],
    [
      "two rules of one name",
      [
        { ...rule, ID: "a" },
        { ...rule, ID: "a" },
      ],
      refusal("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule"),
    ],
    [
      "a rule with a long name",
      [{ ...rule, ID: "a".repeat(256) }],
      refusal("InvalidArgument", "ID length should not exceed allowed limit of 255"),
    ],
    ["an expiration that never comes", [{ ...rule, Expiration: {} }], malformed],
    ["an expiration by two rules", [{ ...rule, Expiration: { Days: 1, Date: new Date(0) } }], malformed],
    ["an expiration at once", [{ ...rule, Expiration: { Days: 0 } }], positive("'Days' for Expiration")],
    [
      "versions that expire at once",
      [{ ...without, NoncurrentVersionExpiration: { NoncurrentDays: 0 } }],
      positive("'NoncurrentDays' for NoncurrentVersionExpiration"),
    ],
    [
      "uploads that are ended at once",
      [{ ...without, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } }],
      positive("'DaysAfterInitiation' for AbortIncompleteMultipartUpload"),
    ],
  ])("is refused with %s", async (_, Rules, error) => {
    const { client } = await startS3();
    const put = client.send(
      new sdk.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    await expect(put).rejects.toMatchObject(error);
  });
});
