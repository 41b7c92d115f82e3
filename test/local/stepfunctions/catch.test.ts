import { describe, expect, it } from "vitest";
import { alone, catching, inJsonata, lambda, namedError, task } from "../../support/asl.ts";
import { playMachine } from "../../support/state-machine.ts";

const tasks = {
  boom: () => {
    throw namedError("CustomError", "boom");
  },
};
const cause = '{"errorType":"CustomError","errorMessage":"boom","trace":[]}';

describe("a Catch", () => {
  it("hands on error and cause in place of the input", async () => {
    const { output } = await playMachine({ definition: catching(task("boom")), input: { k: 1 }, tasks });
    expect(output).toEqual({ Error: "CustomError", Cause: cause });
  });

  it("puts them where its ResultPath says", async () => {
    const definition = catching(task("boom"), { ResultPath: "$.err" });
    const { output } = await playMachine({ definition, input: { k: 1 }, tasks });
    expect(output).toEqual({ k: 1, err: { Error: "CustomError", Cause: cause } });
  });

  it("hands on the input when its ResultPath is null", async () => {
    const definition = catching(task("boom"), { ResultPath: null });
    expect((await playMachine({ definition, input: { k: 1 }, tasks })).output).toEqual({ k: 1 });
  });

  it.each([
    ["the error's own name", ["CustomError"], "Caught"],
    ["one of several names", ["Other", "CustomError"], "Caught"],
    ["States.TaskFailed", ["States.TaskFailed"], "Caught"],
    ["States.ALL", ["States.ALL"], "Caught"],
    ["another name", ["Other"], "S"],
    ["a timeout", ["States.Timeout"], "S"],
  ])("of %s: %j", async (_words, ErrorEquals, last) => {
    const { states } = await playMachine({ definition: catching(task("boom"), { ErrorEquals }), tasks });
    expect(states.at(-1)).toBe(last);
  });

  it("goes the way of the first that matches", async () => {
    const definition = {
      StartAt: "S",
      States: {
        S: task("boom", {
          Catch: [
            { ErrorEquals: ["Other"], Next: "A" },
            { ErrorEquals: ["CustomError"], Next: "B" },
            { ErrorEquals: ["States.ALL"], Next: "A" },
          ],
          End: true,
        }),
        A: { Type: "Succeed" },
        B: { Type: "Succeed" },
      },
    };
    expect((await playMachine({ definition, tasks })).states).toEqual(["S", "B"]);
  });

  it("of a service's error knows it by the service's name", async () => {
    const definition = catching(
      { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: lambda("nobody") } },
      { ErrorEquals: ["Lambda.ResourceNotFoundException"] },
    );
    expect((await playMachine({ definition, tasks })).states).toEqual(["S", "Caught"]);
  });

  it("assigns variables from error and cause", async () => {
    const definition = {
      StartAt: "S",
      States: {
        S: task("boom", {
          Catch: [{ ErrorEquals: ["States.ALL"], Assign: { "e.$": "$.Error" }, ResultPath: null, Next: "Caught" }],
          End: true,
        }),
        Caught: { Type: "Pass", Parameters: { "e.$": "$e" }, End: true },
      },
    };
    expect((await playMachine({ definition, tasks })).output).toEqual({ e: "CustomError" });
  });

  it("in JSONata makes its output of $states.errorOutput", async () => {
    const Output = { e: "{% $states.errorOutput.Error %}", i: "{% $states.input.k %}" };
    const definition = { ...catching(task("boom"), { Output }), ...inJsonata };
    expect((await playMachine({ definition, input: { k: 1 }, tasks })).output).toEqual({ e: "CustomError", i: 1 });
  });

  it("in JSONata hands on error and cause when it has no Output", async () => {
    const definition = { ...catching(task("boom")), ...inJsonata };
    expect((await playMachine({ definition, tasks })).output).toEqual({ Error: "CustomError", Cause: cause });
  });
});

describe("a Fail", () => {
  it.each([
    ["its Error and Cause", { Error: "E1", Cause: "why" }, "JSONPath", { error: "E1", cause: "why" }],
    ["nothing, if it names neither", {}, "JSONPath", { error: undefined, cause: undefined }],
    [
      "what its paths lead to",
      { ErrorPath: "$.e", CausePath: "States.Format('c {}', $.c)" },
      "JSONPath",
      { error: "E2", cause: "c x" },
    ],
    [
      "what its expressions give",
      { Error: "{% 'E' & $states.input.c %}", Cause: "{% $states.input.e %}" },
      "JSONata",
      { error: "Ex", cause: "E2" },
    ],
  ])("ends the execution with %s", async (_words, fields, QueryLanguage, end) => {
    const definition = { QueryLanguage, StartAt: "F", States: { F: { Type: "Fail", ...fields } } };
    const { status, error, cause } = await playMachine({ definition, input: { e: "E2", c: "x" } });
    expect({ status, error, cause }).toEqual({ status: "FAILED", ...end });
  });
});

describe("an error that nobody catches", () => {
  it("ends the execution with it", async () => {
    expect(await playMachine({ definition: alone(task("boom")), tasks })).toMatchObject({
      status: "FAILED",
      error: "CustomError",
      cause,
    });
  });
});
