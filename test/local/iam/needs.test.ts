import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { knownOperations, needsOf } from "../../../local/iam/needs/needs.ts";
import { playedServices } from "../../support/played-services.ts";

const services = playedServices();

describe.each(services.map(({ signingName, operations }) => ({ signingName, operations })))(
  "what $signingName needs",
  ({ signingName, operations }) => {
    it("is written down for each operation that is played, and for no other", () => {
      expect([...knownOperations(signingName)].sort()).toEqual([...operations].sort());
    });
  },
);

/** `action on resource` of each permission; an ARN without what is the same in all. */
function needs(service: string, operation: string, input: object): string[] {
  return needsOf({ service, operation, input }, defaultAccount).map(({ action, resource }) => {
    return `${action} on ${resource.replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, "")}`;
  });
}

const object = { Bucket: "images", Key: "a/b.bin" };
const roleArn = "arn:aws:iam::123456789012:role/ota";
const thing = "arn:aws:iot:us-east-1:123456789012:thing/t";

describe("a call needs", () => {
  it.each<[string, string, object, string[]]>([
    ["s3", "GetObject", object, ["s3:GetObject on images/a/b.bin"]],
    ["s3", "GetObject", { ...object, VersionId: "v" }, ["s3:GetObjectVersion on images/a/b.bin"]],
    ["s3", "HeadObject", object, ["s3:GetObject on images/a/b.bin"]],
    ["s3", "PutObject", object, ["s3:PutObject on images/a/b.bin"]],
    [
      "s3",
      "PutObject",
      { ...object, IfMatch: '"e"', Tagging: "a=b" },
      ["s3:PutObject on images/a/b.bin", "s3:PutObjectTagging on images/a/b.bin", "s3:GetObject on images/a/b.bin"],
    ],
    ["s3", "DeleteObject", { ...object, VersionId: "v" }, ["s3:DeleteObjectVersion on images/a/b.bin"]],
    [
      "s3",
      "CopyObject",
      { ...object, CopySource: "/other/c%20d?versionId=v" },
      ["s3:GetObjectVersion on other/c d", "s3:PutObject on images/a/b.bin"],
    ],
    ["s3", "UploadPart", object, ["s3:PutObject on images/a/b.bin"]],
    ["s3", "ListObjectsV2", { Bucket: "images" }, ["s3:ListBucket on images"]],
    ["s3", "HeadBucket", { Bucket: "images" }, ["s3:ListBucket on images"]],
    ["s3", "ListBuckets", {}, ["s3:ListAllMyBuckets on *"]],
    [
      "signer",
      "PutSigningProfile",
      { profileName: "p", tags: { a: "b" } },
      ["signer:PutSigningProfile on /signing-profiles/p", "signer:TagResource on /signing-profiles/p"],
    ],
    ["signer", "StartSigningJob", { profileName: "p" }, ["signer:StartSigningJob on /signing-profiles/p"]],
    ["iot", "CreateStream", { streamId: "s", roleArn }, ["iot:CreateStream on stream/s", "iam:PassRole on role/ota"]],
    [
      "iot",
      "CreateOTAUpdate",
      { otaUpdateId: "u", roleArn, tags: [{ Key: "a", Value: "b" }] },
      ["iot:CreateOTAUpdate on otaupdate/u", "iot:TagResource on otaupdate/u", "iam:PassRole on role/ota"],
    ],
    ["iot", "CreateJob", { jobId: "j", targets: [thing] }, ["iot:CreateJob on job/j", "iot:CreateJob on thing/t"]],
    [
      "iot",
      "DescribeJobExecution",
      { jobId: "j", thingName: "t" },
      ["iot:DescribeJobExecution on job/j", "iot:DescribeJobExecution on thing/t"],
    ],
    [
      "iot",
      "AddThingToThingGroup",
      { thingArn: thing, thingGroupName: "g" },
      ["iot:AddThingToThingGroup on thing/t", "iot:AddThingToThingGroup on thinggroup/g"],
    ],
    ["iot", "ListStreams", {}, ["iot:ListStreams on *"]],
    ["lambda", "Invoke", { FunctionName: "f" }, ["lambda:InvokeFunction on function:f"]],
    ["lambda", "Invoke", { FunctionName: "123456789012:function:f" }, ["lambda:InvokeFunction on function:f"]],
    ["sqs", "SendMessageBatch", { QueueUrl: "http://127.0.0.1:1/123456789012/q" }, ["sqs:SendMessage on q"]],
    [
      "states",
      "StopExecution",
      { executionArn: "arn:aws:states:us-east-1:123456789012:execution:m:e" },
      ["states:StopExecution on execution:m:e"],
    ],
    ["cloudformation", "DescribeStacks", { StackName: "s" }, ["cloudformation:DescribeStacks on stack/s/*"]],
    [
      "events",
      "PutTargets",
      { Rule: "r", Targets: [{ Id: "a" }, { Id: "b", RoleArn: roleArn }] },
      ["events:PutTargets on rule/r", "iam:PassRole on role/ota"],
    ],
    [
      "cloudformation",
      "DescribeStacks",
      { StackName: "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1" },
      ["cloudformation:DescribeStacks on stack/s/1"],
    ],
    ["cloudformation", "DescribeStacks", {}, ["cloudformation:DescribeStacks on *"]],
    ["sts", "GetCallerIdentity", {}, []],
    ["ecs", "RunTask", {}, ["ecs:RunTask on *"]],
  ])("%s %s %j: %j", (service, operation, input, wanted) => {
    expect(needs(service, operation, input)).toEqual(wanted);
  });

  it("to say to whom it passes a role, and which tags it sets", () => {
    const input = { streamId: "s", roleArn, tags: [{ Key: "team", Value: "a" }] };
    const contexts = needsOf({ service: "iot", operation: "CreateStream", input }, defaultAccount).map(
      ({ context }) => context,
    );
    const tags = { "aws:TagKeys": ["team"], "aws:RequestTag/team": "a" };
    expect(contexts).toEqual([tags, tags, { "iam:PassedToService": "iot.amazonaws.com" }]);
  });

  it("to say below which prefix it lists", () => {
    const input = { Bucket: "images", Prefix: "a/", MaxKeys: 10 };
    const [need] = needsOf({ service: "s3", operation: "ListObjectsV2", input }, defaultAccount);
    expect(need?.context).toEqual({ "s3:prefix": "a/", "s3:max-keys": "10" });
  });
});
