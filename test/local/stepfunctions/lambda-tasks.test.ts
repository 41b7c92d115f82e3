import { describe, expect, it } from "vitest";
import { alone, catching, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const invoke = (Parameters: object) => ({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters });

describe("a Task that invokes a function which is not there", () => {
  it.each([
    ["lambda:invoke", invoke({ FunctionName: "nobody" }), "TaskFailed"],
    ["the function's ARN", task("nobody"), "LambdaFunctionFailed"],
  ])("fails in Lambda's words, by %s", async (_words, state, event) => {
    const { error, cause, events } = await playMachine({ definition: alone(state) });
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toMatch(
      /^Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: \S+; Proxy: null\)$/,
    );
    expect(events.at(-2)).toMatchObject({ type: event });
  });

  it("can be caught", async () => {
    const { status, output } = await playMachine({ definition: catching(task("nobody")) });
    expect(status).toBe("SUCCEEDED");
    expect(output).toMatchObject({ Error: "Lambda.ResourceNotFoundException" });
  });

  it("can be retried", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }];
    const { events } = await playMachine({ definition: alone(task("nobody", { Retry })) });
    expect(events.filter(({ type }) => type === "LambdaFunctionFailed")).toHaveLength(3);
  });
});
