import { describe, expect, it } from "vitest";
import { TaskFailure } from "../../../local/stepfunctions/task-failure.ts";
import { alone, catching, inOrder } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const calling = (integration: string, Parameters: object = {}, fields: object = {}) => ({
  Type: "Task",
  Resource: `arn:aws:states:::${integration}`,
  Parameters,
  ...fields,
});

describe("a Task that calls a service", () => {
  it("hands its parameters to the integration of that name and takes its answer", async () => {
    const definition = alone(
      calling(
        "sns:publish",
        { Message: { "m.$": "$.a" } },
        { ResultSelector: { "id.$": "$.MessageId", "sent.$": "$.Sent" } },
      ),
    );
    const tasks = { "sns:publish": (payload: unknown) => ({ MessageId: "m-1", Sent: payload }) };
    expect((await playMachine({ definition, input: { a: 1 }, tasks })).output).toEqual({
      id: "m-1",
      sent: { Message: { m: 1 } },
    });
  });

  it("calls the actions of the SDK by their service", async () => {
    const objects = new Map<string, unknown>();
    const tasks = {
      "aws-sdk:s3:putObject": (payload: unknown) => {
        const { Key, Body } = payload as { Key: string; Body: unknown };
        objects.set(Key, Body);
        return { ETag: "e" };
      },
      "aws-sdk:s3:getObject": (payload: unknown) => ({ Body: objects.get((payload as { Key: string }).Key) }),
    };
    const definition = inOrder({
      Put: calling("aws-sdk:s3:putObject", { Bucket: "b", Key: "k", "Body.$": "$.b" }),
      Get: calling("aws-sdk:s3:getObject", { Bucket: "b", Key: "k" }),
    });
    expect((await playMachine({ definition, input: { b: "hello" }, tasks })).output).toEqual({ Body: "hello" });
  });

  it("fails by the name of the service's error", async () => {
    const tasks = {
      "aws-sdk:s3:getObject": () => {
        throw new TaskFailure("S3.NoSuchKeyException", "The specified key does not exist.");
      },
    };
    const state = calling("aws-sdk:s3:getObject", { Bucket: "b", Key: "missing" });
    const definition = catching(state, { ErrorEquals: ["S3.NoSuchKeyException"] });
    expect((await playMachine({ definition, tasks })).output).toEqual({
      Error: "S3.NoSuchKeyException",
      Cause: "The specified key does not exist.",
    });
  });

  it("that waits for the end is an integration of its own", async () => {
    const tasks = { "states:startExecution.sync:2": () => ({ Output: { child: 1 } }) };
    const definition = alone(calling("states:startExecution.sync:2", {}, { ResultSelector: { "o.$": "$.Output" } }));
    expect((await playMachine({ definition, tasks })).output).toEqual({ o: { child: 1 } });
  });

  it("that nobody plays ends the execution, by name", async () => {
    expect(await playMachine({ definition: catching(calling("glue:startJobRun")) })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: "Local AWS does not play glue:startJobRun.",
    });
  });
});
