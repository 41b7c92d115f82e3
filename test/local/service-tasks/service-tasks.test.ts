import { afterAll, describe, expect, it } from "vitest";
import { alone, calling, inOrder } from "../../support/asl.ts";
import { anyRole, taskMachines } from "../../support/task-machines.ts";

const { sfn, output, play } = await taskMachines("account.yaml", afterAll);

describe("a task with aws-sdk:", () => {
  it("puts an object and gets it, as text", async () => {
    const at = { Bucket: output("Bucket"), Key: "a/k" };
    const definition = inOrder({
      Put: calling("aws-sdk:s3:putObject", { ...at, "Body.$": "$.text" }),
      Get: calling("aws-sdk:s3:getObject", at),
    });
    const played = await play(definition, { input: { text: "héllo" } });
    expect(played.output).toMatchObject({ Body: "héllo", ContentLength: 6, ETag: expect.stringMatching(/^"/) });
    expect(played.output.LastModified).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  });

  it("puts what is no text as its JSON", async () => {
    const at = { Bucket: output("Bucket"), Key: "json" };
    const definition = inOrder({
      Put: calling("aws-sdk:s3:putObject", { ...at, Body: { a: [1] } }),
      Get: calling("aws-sdk:s3:getObject", at, { OutputPath: "$.Body" }),
    });
    expect((await play(definition)).output).toBe('{"a":[1]}');
  });

  it("begins all names with a capital, whatever the service does", async () => {
    const definition = inOrder({
      Create: calling("aws-sdk:iot:createThing", {
        ThingName: "one",
        AttributePayload: { Attributes: { lowerCase: "kept" } },
      }),
      Describe: calling("aws-sdk:iot:describeThing", { ThingName: "one" }),
    });
    expect((await play(definition)).output).toMatchObject({
      ThingName: "one",
      Attributes: { lowerCase: "kept" },
      Version: 1,
    });
  });

  it("calls Step Functions itself, in JSONata too", async () => {
    const definition = alone(
      {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sfn:describeExecution",
        Arguments: { ExecutionArn: "{% $states.context.Execution.Id %}" },
        Output: "{% $states.result.Status %}",
      },
      { QueryLanguage: "JSONata" },
    );
    expect((await play(definition)).output).toBe("RUNNING");
  });

  it("fails by the name that the service's model has for it", async () => {
    const missing = calling("aws-sdk:s3:getObject", { Bucket: output("Bucket"), Key: "missing" });
    const { error, cause } = await play(alone(missing));
    expect(error).toBe("S3.NoSuchKeyException");
    expect(cause).toMatch(
      /^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: \S+, Extended Request ID: \S+\)$/,
    );
    const nobody = calling("aws-sdk:sfn:describeStateMachine", { StateMachineArn: `${anyRole}` });
    expect(await play(alone(nobody))).toMatchObject({
      error: "Sfn.InvalidArnException",
      cause: expect.stringMatching(/\(Service: Sfn, Status Code: 400, Request ID: \S+\)$/),
    });
  });

  it("fails by the service's own name for what its model does not know", async () => {
    const wrong = calling("aws-sdk:s3:getObject", { Bucket: output("Bucket"), Key: "json", Range: "bytes=99-" });
    expect((await play(alone(wrong))).error).toBe("S3.S3Exception");
  });

  it("may not be made without what the operation needs", async () => {
    const wrong = calling("aws-sdk:s3:getObject", { Bucket: output("Bucket") });
    await expect(play(alone(wrong))).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'Key' is required but was missing at /States/S/Parameters'`,
    });
    const nothing = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" };
    await expect(play(alone(nothing))).rejects.toMatchObject({
      message: expect.stringContaining("Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke"),
    });
  });

  it("is not even scheduled when its input does not bring what the operation needs", async () => {
    const Arguments = "{% $states.input %}";
    const wrong = { Type: "Task", Resource: "arn:aws:states:::aws-sdk:s3:getObject", Arguments };
    const played = await play(alone(wrong, { QueryLanguage: "JSONata" }), { input: { Key: "k" } });
    expect(played).toMatchObject({
      error: "States.Runtime",
      cause: `An error occurred while executing the state 'S' (entered at the event id #2). The Parameters '{"Key":"k"}' could not be used to start the Task: [The field 'Bucket' is required but was missing]`,
    });
    const { events } = await sfn.getExecutionHistory({ executionArn: played.executionArn });
    expect(events?.map(({ type }) => type)).toEqual(["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]);
  });

  it.each(["s3:getObjct", "s3:GetObject", "s3:getObject.sync"])(
    "may not call what AWS does not have: %s",
    async (action) => {
      await expect(play(alone(calling(`aws-sdk:${action}`, {})))).rejects.toMatchObject({
        name: "InvalidDefinition",
        message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::aws-sdk:${action} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/S/Resource'`,
      });
    },
  );

  it.each([
    ["s3:headObject", "S3.NoSuchKeyException"],
    ["s3:headBucket", "S3.NoSuchBucketException"],
  ])("fails by the SDK for Java's names where the answer has no body: %s", async (action, expected) => {
    const what =
      action === "s3:headObject" ? { Bucket: output("Bucket"), Key: "missing" } : { Bucket: "no-such-bucket" };
    const { error, cause } = await play(alone(calling(`aws-sdk:${action}`, what)));
    expect(error).toBe(expected);
    expect(cause).toMatch(/^null \(Service: S3, Status Code: 404, Request ID: \S+, Extended Request ID: \S+\)$/);
  });

  it.each([
    ["in lower case", "iot:createThing", { thingName: "one" }, "thingName"],
    ["that is filled in later", "s3:getObject", { "bucket.$": "$.bucket" }, "bucket"],
    [
      "deep inside",
      "s3:putObjectTagging",
      { Bucket: "b", Key: "k", Tagging: { TagSet: [{ Key: "a", value: "b" }] } },
      "value",
    ],
  ])("may not be made with a member that the operation does not have: one %s", async (_words, action, given, name) => {
    await expect(play(alone(calling(`aws-sdk:${action}`, given)))).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field "${name}" is not supported by Step Functions at /States/S/Parameters'`,
    });
  });

  it("takes no member that the operation does not have, and that only the input brings", async () => {
    const wrong = calling("aws-sdk:s3:deleteObjects", { Bucket: output("Bucket"), "Delete.$": "$" });
    expect(await play(alone(wrong), { input: { Objects: [{ key: "json" }] } })).toMatchObject({
      error: "States.Runtime",
      cause: 'The field "key" is not supported by Step Functions',
    });
  });

  it("takes any name in a map, and anything for bytes", async () => {
    const definition = inOrder({
      Create: calling("aws-sdk:iot:createThing", {
        ThingName: "two",
        AttributePayload: { Attributes: { any: "name" } },
      }),
      Put: calling("aws-sdk:s3:putObject", { Bucket: output("Bucket"), Key: "any", Body: { any: "name" } }),
    });
    expect((await play(definition)).status).toBe("SUCCEEDED");
  });

  it("may do what the machine's role may, and no more", async () => {
    const at = { Bucket: output("Bucket"), Key: "json" };
    const roleArn = output("Reader");
    expect(await play(alone(calling("aws-sdk:s3:getObject", at)), { roleArn })).toMatchObject({ status: "SUCCEEDED" });
    expect(await play(alone(calling("aws-sdk:s3:deleteObject", at)), { roleArn })).toMatchObject({
      error: "S3.AccessDeniedException",
      cause: expect.stringContaining("is not authorized to perform: s3:DeleteObject"),
    });
  });

  it("may not belong to a machine whose role does not trust Step Functions", async () => {
    const get = alone(calling("aws-sdk:s3:getObject", { Bucket: output("Bucket"), Key: "json" }));
    const refused = {
      name: "AccessDeniedException",
      message:
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.",
    };
    await expect(play(get, { roleArn: output("Stranger") })).rejects.toMatchObject(refused);
    const { stateMachineArn } = await play(get);
    const update = sfn.updateStateMachine({ stateMachineArn, roleArn: output("Stranger") });
    await expect(update).rejects.toMatchObject(refused);
  });

  it.each([
    ["aws-sdk:dynamodb:getItem", {}],
    ["aws-sdk:s3:getObjectTorrent", { Bucket: "b", Key: "k" }],
    ["sns:publishBatch", {}],
  ])("is refused by name where nobody plays it: %s", async (resource, parameters) => {
    await expect(play(alone(calling(resource, parameters)))).rejects.toMatchObject({
      name: "NotImplemented",
      message: `Local AWS does not play arn:aws:states:::${resource} (state 'S')`,
    });
  });
});
