import { describe, expect, it } from "vitest";
import type { Fault } from "../../../local/faults/rule.ts";
import { createThing, faultBench, object } from "../../support/fault-bench.ts";

type Bench = Awaited<ReturnType<typeof faultBench>>;

/** A call of each of these operations, whatever it would do. */
const calls: Readonly<Record<string, (bench: Bench) => Promise<unknown>>> = {
  "iot:CreateStream": ({ iot }) => iot.createStream({ streamId: "s", roleArn, files: [{ fileId: 0 }] }),
  "iot:DeleteStream": ({ iot }) => iot.deleteStream({ streamId: "s" }),
  "iot:DeleteOTAUpdate": ({ iot }) => iot.deleteOTAUpdate({ otaUpdateId: "u" }),
  "iot:DescribeJob": ({ iot }) => iot.describeJob({ jobId: "j" }),
  "iot:DeleteJob": ({ iot }) => iot.deleteJob({ jobId: "j" }),
  "signer:StartSigningJob": ({ signer }) => signer.startSigningJob({ profileName: "none", source, destination }),
  "signer:DescribeSigningJob": ({ signer }) => signer.describeSigningJob({ jobId: "j" }),
  "s3:GetObject": ({ s3 }) => s3.getObject(object),
  "s3:PutObject": ({ s3 }) => s3.putObject({ ...object, Body: "firmware" }),
  "s3:HeadObject": ({ s3 }) => s3.headObject(object),
  "states:StartExecution": ({ sfn }) => sfn.startExecution({ stateMachineArn }),
  "sns:Publish": ({ sns }) => sns.publish({ TopicArn: "arn:aws:sns:us-east-1:123456789012:t", Message: "m" }),
  "sqs:SendMessage": ({ sqs }) => sqs.sendMessage({ QueueUrl: "http://localhost/q", MessageBody: "m" }),
  "states:DescribeExecution": ({ sfn }) => sfn.describeExecution({ executionArn: stateMachineArn }),
};
const roleArn = "arn:aws:iam::123456789012:role/r";
const source = { s3: { bucketName: "b", key: "k", version: "v" } };
const destination = { s3: { bucketName: "b" } };
const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:none";

describe("an error", () => {
  it.each<[call: string, Fault, name: string, httpStatusCode: number]>([
    ["iot:CreateStream", "throttle", "ThrottlingException", 400],
    ["iot:CreateStream", "server-error", "InternalFailureException", 500],
    ["iot:CreateStream", "denied", "AccessDeniedException", 403],
    ["iot:CreateStream", "invalid", "InvalidRequestException", 400],
    ["iot:CreateStream", "conflict", "ResourceAlreadyExistsException", 409],
    ["iot:CreateStream", "limit", "LimitExceededException", 410],
    ["iot:DeleteStream", "conflict", "DeleteConflictException", 409],
    ["iot:DeleteStream", "not-found", "ResourceNotFoundException", 404],
    ["iot:DeleteOTAUpdate", "conflict", "VersionConflictException", 409],
    ["iot:DescribeJob", "server-error", "ServiceUnavailableException", 503],
    ["iot:DeleteJob", "conflict", "InvalidStateTransitionException", 409],
    ["signer:StartSigningJob", "throttle", "ThrottlingException", 429],
    ["signer:StartSigningJob", "server-error", "InternalServiceErrorException", 500],
    ["signer:StartSigningJob", "invalid", "ValidationException", 400],
    ["signer:DescribeSigningJob", "throttle", "TooManyRequestsException", 429],
    ["s3:GetObject", "throttle", "SlowDown", 503],
    ["s3:GetObject", "denied", "AccessDenied", 403],
    ["s3:GetObject", "not-found", "NoSuchKey", 404],
    ["s3:PutObject", "server-error", "InternalError", 500],
    ["s3:PutObject", "conflict", "ConditionalRequestConflict", 409],
    ["s3:HeadObject", "denied", "Unknown", 403], // an answer to HEAD has no body, and so no name
    ["states:StartExecution", "throttle", "ThrottlingException", 400],
    ["states:StartExecution", "conflict", "ExecutionAlreadyExists", 400],
    ["states:StartExecution", "limit", "ExecutionLimitExceeded", 400],
    ["states:DescribeExecution", "server-error", "InternalFailure", 500],
    ["sns:Publish", "throttle", "Throttling", 400],
    ["sns:Publish", "denied", "AuthorizationErrorException", 403],
    ["sqs:SendMessage", "throttle", "RequestThrottled", 403],
    ["sqs:SendMessage", "not-found", "QueueDoesNotExist", 400],
  ])("of %s for %s is %s, status %i", async (call, fault, name, httpStatusCode) => {
    const bench = await faultBench();
    const [service = "", operation = ""] = call.split(":");
    bench.faults.add({ service, operation, fault });
    await expect(calls[call]?.(bench)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it("comes instead of the operation", async () => {
    const { iot, faults } = await faultBench();
    faults.add(createThing("throttle"));
    await expect(iot.createThing({ thingName: "t" })).rejects.toThrow("Rate exceeded");
    expect((await iot.listThings({})).things).toEqual([]);
  });

  it("says who is denied what", async () => {
    const { asFunction, faults } = await faultBench();
    faults.add(createThing("denied"));
    const denied = asFunction("maker").iot.createThing({ thingName: "t" });
    const caller = "arn:aws:sts::123456789012:assumed-role/of-functions/maker";
    await expect(denied).rejects.toThrow(`User: ${caller} is not authorized to perform: iot:CreateThing because`);
  });

  it("leaves an upload's bytes unread and unkept", async () => {
    const { s3, faults } = await faultBench();
    faults.add({ service: "s3", operation: "PutObject", fault: "server-error" });
    const upload = { ...object, Body: Buffer.alloc(5_000_000) };
    await expect(s3.putObject(upload)).rejects.toMatchObject({ name: "InternalError" });
    expect((await s3.listObjectsV2({ Bucket: object.Bucket })).KeyCount).toBe(0);
    await s3.putObject(upload);
  });
});
