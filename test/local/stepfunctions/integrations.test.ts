import { describe, expect, it } from "vitest";
import { alone, catching, inOrder } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const calling = (integration: string, Parameters: object = {}, fields: object = {}) => ({
  Type: "Task",
  Resource: `arn:aws:states:::${integration}`,
  Parameters,
  ...fields,
});

describe("a Task that calls a service", () => {
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
