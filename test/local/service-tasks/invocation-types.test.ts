import { afterAll, describe, expect, it } from "vitest";
import { alone, calling, inOrder, task } from "../../support/asl.ts";
import { taskMachines } from "../../support/task-machines.ts";

const { output, play } = await taskMachines("functions.yaml", afterAll);

function invoke(parameters: object, action = "invoke") {
  return play(alone(calling(`lambda:${action}`, { FunctionName: output("Finish"), ...parameters })));
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
