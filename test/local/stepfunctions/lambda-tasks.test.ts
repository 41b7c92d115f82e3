import { describe, expect, it } from "vitest";
import { alone, inJsonata, lambda, namedError, task } from "../../support/asl.ts";
import { playMachine, type TaskStub } from "../../support/state-machine.ts";

const add: TaskStub = (payload) => {
  const { a, b } = payload as { a: number; b: number };
  return { sum: a + b };
};

describe("a Task with a function's ARN", () => {
  it("hands the function its input and takes its answer", async () => {
    const played = await playMachine({ definition: alone(task("add")), input: { a: 1, b: 2 }, tasks: { add } });
    expect(played.output).toEqual({ sum: 3 });
  });

  it.each([[null], ["hello"], [0], [false], [[1]]])("takes %j for an answer", async (answer) => {
    expect(await playMachine({ definition: alone(task("fn")), tasks: { fn: () => answer } })).toMatchObject({
      output: answer,
    });
  });

  it("takes nothing at all for null", async () => {
    expect((await playMachine({ definition: alone(task("fn")), tasks: { fn: () => undefined } })).output).toBeNull();
  });

  it("hands over Arguments in JSONata, and its answer is $states.result", async () => {
    const Arguments = { a: "{% $states.input.p %}", b: 5 };
    const Output = "{% $merge([$states.input, { 'r': $states.result.sum }]) %}";
    const definition = alone(task("add", { Arguments, Output }), inJsonata);
    expect((await playMachine({ definition, input: { p: 1 }, tasks: { add } })).output).toEqual({ p: 1, r: 6 });
  });

  it("fails by the name of the function's error, and with Lambda's JSON as the cause", async () => {
    const fn = () => {
      throw namedError("CustomError", "boom");
    };
    const { status, error, cause } = await playMachine({ definition: alone(task("fn")), tasks: { fn } });
    expect({ status, error }).toEqual({ status: "FAILED", error: "CustomError" });
    expect(JSON.parse(cause ?? "")).toEqual({ errorType: "CustomError", errorMessage: "boom", trace: [] });
  });
});

describe("a Task with arn:aws:states:::lambda:invoke", () => {
  const invoke = (Parameters: object, fields = {}) =>
    alone({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters, ...fields });

  it.each(["add", "123456789012:function:add", lambda("add")])("finds the function by %s", async (FunctionName) => {
    const definition = invoke({ FunctionName, "Payload.$": "$" });
    const { output } = await playMachine({ definition, input: { a: 1, b: 2 }, tasks: { [lambda("add")]: add } });
    expect(output).toMatchObject({ Payload: { sum: 3 }, StatusCode: 200, ExecutedVersion: "$LATEST" });
  });

  it("fails by the name of the function's error", async () => {
    const definition = invoke({ FunctionName: "fn", Payload: {} });
    const fn = () => {
      throw namedError("CustomError", "boom");
    };
    expect(await playMachine({ definition, tasks: { fn } })).toMatchObject({
      error: "CustomError",
      cause: expect.stringContaining('"errorMessage":"boom"'),
    });
  });

  it("calls a qualified function by its qualified ARN", async () => {
    const definition = invoke(
      { FunctionName: "add", Qualifier: "live", Payload: { a: 1, b: 1 } },
      { OutputPath: "$.Payload" },
    );
    expect((await playMachine({ definition, tasks: { [lambda("add:live")]: add } })).output).toEqual({ sum: 2 });
  });

  it("refuses to invoke without waiting, by name", async () => {
    const definition = invoke({ FunctionName: "add", InvocationType: "Event" });
    expect(await playMachine({ definition, tasks: { add } })).toMatchObject({
      cause: "Local AWS does not play InvocationType Event",
    });
  });
});
