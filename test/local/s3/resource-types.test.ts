import * as s3 from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import type { ResourceType } from "../../../local/resource.ts";
import { type StartedS3, startS3 } from "./start-s3.ts";

function typeOf({ resourceTypes }: StartedS3, name: string): ResourceType {
  const type = resourceTypes[name];
  if (!type) throw new Error(`No resource type ${name}`);
  return type;
}

const createBucket = (started: StartedS3, properties: Record<string, unknown> = {}, logicalId = "FirmwareBucket") =>
  typeOf(started, "AWS::S3::Bucket").create({ stackName: "ota-pipeline", logicalId, properties });

describe("AWS::S3::Bucket", () => {
  it("becomes a bucket named for its stack and itself, the same each time", async () => {
    const started = await startS3();
    const resource = await createBucket(started);
    const name = resource.physicalId;
    expect(name).toMatch(/^ota-pipeline-firmwarebucket-[0-9a-z]{13}$/);
    expect(resource.attributes).toEqual({
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.us-east-1.amazonaws.com`,
      RegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
    });
    await started.client.send(new s3.HeadBucketCommand({ Bucket: name }));
    expect((await createBucket(await startS3())).physicalId).toBe(name);
    expect((await createBucket(started, {}, "ReleaseBucket")).physicalId).not.toBe(name);
  });

  it("has a name that fits, however long the stack's is", async () => {
    const { physicalId } = await createBucket(await startS3(), {}, "Firmware".repeat(20));
    expect(physicalId).toHaveLength(63);
  });

  it("is set as its properties say", async () => {
    const started = await startS3();
    const { client } = started;
    const { physicalId: Bucket } = await createBucket(started, {
      BucketName: "by-name",
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          { Id: "AbandonedUploads", Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          {
            Id: "Old",
            Status: "Enabled",
            Prefix: "due/",
            ExpirationInDays: 30,
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
          },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: "logs", LogFilePrefix: "firmware/" },
      Tags: [{ Key: "a", Value: "b" }],
    });
    expect(Bucket).toBe("by-name");
    expect(await client.send(new s3.GetBucketLoggingCommand({ Bucket }))).toMatchObject({
      LoggingEnabled: { TargetBucket: "logs", TargetPrefix: "firmware/" },
    });
    expect(await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: "Enabled" });
    expect(await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
      },
    });
    expect(await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
    });
    expect(await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" }] },
    });
    expect(await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({
      Rules: [
        { ID: "AbandonedUploads", Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        {
          ID: "Old",
          Filter: { Prefix: "due/" },
          Expiration: { Days: 30 },
          NoncurrentVersionExpiration: { NoncurrentDays: 90 },
        },
      ],
    });
    expect(await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).toMatchObject({
      TagSet: [{ Key: "a", Value: "b" }],
    });
    await client.send(new s3.PutObjectCommand({ Bucket, Key: "app.bin", Body: "x" }));
    expect(started.events).toHaveLength(1);
  });

  it.each([
    ["a property that is not played", { CorsConfiguration: {} }, "NotImplemented", "CorsConfiguration"],
    [
      "a lifecycle rule that is not played",
      { LifecycleConfiguration: { Rules: [{ Status: "Enabled", Transitions: [] }] } },
      "NotImplemented",
      "LifecycleConfiguration.Rules.Transitions",
    ],
    [
      "events to a queue",
      { NotificationConfiguration: { QueueConfigurations: [{}] } },
      "NotImplemented",
      "QueueConfigurations",
    ],
    ["another versioning", { VersioningConfiguration: { Status: "On" } }, "InvalidRequest", '"On"'],
    ["text for an object", { BucketEncryption: "AES256" }, "InvalidRequest", "BucketEncryption"],
    ["an object for a list", { OwnershipControls: { Rules: {} } }, "InvalidRequest", "OwnershipControls.Rules"],
    ["a prototype", JSON.parse('{"__proto__": {}}'), "NotImplemented", "__proto__"],
    [
      "an encryption that S3 does not take",
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "A" } }],
        },
      },
      "MalformedXML",
      "not well-formed",
    ],
    [
      "a lifecycle that S3 does not take",
      { LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: "0" }] } },
      "InvalidArgument",
      "'Days' for Expiration action must be a positive integer",
    ],
    [
      "an ownership that S3 does not take",
      { OwnershipControls: { Rules: [{ ObjectOwnership: "Me" }] } },
      "MalformedXML",
      "not well-formed",
    ],
    ["a name S3 does not take", { BucketName: "No_Name" }, "InvalidBucketName", "not valid"],
  ])("is refused by name: %s", async (_, properties, name, message) => {
    const refused = createBucket(await startS3(), properties);
    await expect(refused).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});

describe("AWS::S3::BucketPolicy", () => {
  const create = (started: StartedS3, properties: Record<string, unknown>) =>
    typeOf(started, "AWS::S3::BucketPolicy").create({ stackName: "ota-pipeline", logicalId: "Policy", properties });

  it("is kept with its bucket", async () => {
    const started = await startS3();
    const PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*" }] };
    expect(await create(started, { Bucket: "firmware", PolicyDocument })).toEqual({
      physicalId: "firmware",
      attributes: {},
    });
    const { Policy = "" } = await started.client.send(new s3.GetBucketPolicyCommand({ Bucket: "firmware" }));
    expect(JSON.parse(Policy)).toEqual(PolicyDocument);
  });

  it.each([
    ["no bucket", { PolicyDocument: {} }, "InvalidRequest"],
    ["a bucket that is not there", { Bucket: "nobodys", PolicyDocument: {} }, "NoSuchBucket"],
    ["no document", { Bucket: "firmware" }, "MalformedPolicy"],
    [
      "a public policy where those are blocked",
      {
        Bucket: "firmware",
        PolicyDocument: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }] },
      },
      "AccessDenied",
    ],
    ["a document that is no policy", { Bucket: "firmware", PolicyDocument: {} }, "MalformedPolicy"],
  ])("is refused by name: %s", async (_, properties, name) => {
    await expect(create(await startS3(), properties)).rejects.toMatchObject({ name });
  });
});
