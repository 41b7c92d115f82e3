import { fileURLToPath } from "node:url";
import { SFN } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalAws } from "../../../local/local-aws.ts";
import { startLocalAws } from "../../../local/start.ts";
import { alone, inOrder, task } from "../../support/asl.ts";
import { clientConfig } from "../../support/local-service.ts";

let aws: LocalAws;
let sfn: SFN;

beforeAll(async () => {
  aws = await startLocalAws({ templateFile: fileURLToPath(new URL("functions.yaml", import.meta.url)) });
  sfn = new SFN(clientConfig(aws.endpoint));
});
afterAll(() => aws.stop());

let machines = 0;

function invoke(parameters: object, action = "invoke") {
  const Parameters = { FunctionName: aws.outputs["Finish"], ...parameters };
  return play(alone({ Type: "Task", Resource: `arn:aws:states:::lambda:${action}`, Parameters }));
}

async function play(machine: object) {
  const name = `machine-${++machines}`;
  const definition = JSON.stringify(machine);
  const roleArn = "arn:aws:iam::123456789012:role/any";
  const { stateMachineArn } = await sfn.createStateMachine({ name, definition, roleArn });
  const { executionArn } = await sfn.startExecution({ stateMachineArn });
  const ended = () => sfn.describeExecution({ executionArn });
  await expect.poll(async () => (await ended()).status, { interval: 5, timeout: 10_000 }).not.toBe("RUNNING");
  const { output, ...execution } = await ended();
  return { ...execution, output: output === undefined ? undefined : JSON.parse(output) };
}

describe("a task with arn:aws:states:::lambda:invoke", () => {
  it("does not wait for a function that it invokes by Event", async () => {
    const { output } = await invoke({ InvocationType: "Event", Payload: { token: "of nobody" } });
    expect(output).toEqual({
      Payload: "",
      SdkHttpMetadata: { HttpStatusCode: 202 },
      SdkResponseMetadata: { RequestId: expect.any(String) },
      StatusCode: 202,
    });
  });

  it("waits for the token that it gives to such a function", async () => {
    const waiting = { InvocationType: "Event", Payload: { "token.$": "$$.Task.Token" } };
    expect(await invoke(waiting, "invoke.waitForTaskToken")).toMatchObject({ status: "SUCCEEDED", output: "done" });
  });

  it("only asks whether it might, by DryRun", async () => {
    expect((await invoke({ InvocationType: "DryRun" })).output).toMatchObject({ StatusCode: 204, Payload: "" });
  });

  it.each(["RequestResponse", "Event", "DryRun"])("fails by Lambda's error where nobody is, by %s", async (type) => {
    const { error, cause } = await invoke({ FunctionName: "nobody", InvocationType: type });
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toMatch(
      /^Function not found: \S+:nobody \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: \S+; Proxy: null\)$/,
    );
  });

  it("can be caught when nobody is there, by a function's ARN inside a Parallel too", async () => {
    const Catch = [{ ErrorEquals: ["Lambda.ResourceNotFoundException"], Next: "Caught" }];
    const Branches = [inOrder({ Inside: task("nobody") })];
    const states = { S: { Type: "Parallel", Branches, Catch }, Caught: { Type: "Pass" } };
    expect(await play(inOrder(states))).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: Catch[0]?.ErrorEquals[0] },
    });
  });

  it("knows no other invocation type", async () => {
    expect(await invoke({ InvocationType: "Later" })).toMatchObject({
      status: "FAILED",
      error: expect.stringMatching(/^Lambda\./),
    });
  });
});
