import { ValidateStateMachineDefinitionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, inJsonata, task } from "../../support/asl.ts";
import { startStepFunctions } from "../../support/step-functions.ts";

const definition = JSON.stringify(alone({ Type: "Pass" }));

describe("ValidateStateMachineDefinition", () => {
  it.each([
    ["a definition that can be played", definition, { result: "OK", diagnostics: [], truncated: false }],
    [
      "what is no object",
      '""',
      {
        result: "FAIL",
        diagnostics: [
          { severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message: "Definition must be a valid JSON object" },
        ],
      },
    ],
    [
      "no JSON",
      "not a definition",
      {
        result: "FAIL",
        diagnostics: [
          {
            severity: "ERROR",
            code: "INVALID_JSON_DESCRIPTION",
            location: '[Source: (String)"not a definition"; line: 1, column: 4]',
            message:
              "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4]",
          },
        ],
      },
    ],
    [
      "an empty object",
      "{}",
      {
        result: "FAIL",
        diagnostics: [
          { code: "SCHEMA_VALIDATION_FAILED", location: "/", message: "These fields are required: [States, StartAt]" },
        ],
      },
    ],
  ])("judges %s", async (_words, text, judgement) => {
    const { client } = await startStepFunctions();
    expect(await client.send(new ValidateStateMachineDefinitionCommand({ definition: text }))).toMatchObject(judgement);
  });

  it.each([
    [".waitForTaskToken", { Payload: { "token.$": "$$.Task.Token" } }],
    [".sync:2", {}],
  ])("lets an express workflow not wait by %s", async (pattern, Parameters) => {
    const { client } = await startStepFunctions();
    const Resource = `arn:aws:states:::states:startExecution${pattern}`;
    const machine = JSON.stringify(alone({ Type: "Task", Resource, Parameters }));
    const judge = (type: "EXPRESS" | "STANDARD") =>
      client.send(new ValidateStateMachineDefinitionCommand({ definition: machine, type }));
    expect(await judge("STANDARD")).toMatchObject({ result: "OK" });
    const [code, location] = ["SCHEMA_VALIDATION_FAILED", "/States/S/Resource"];
    const message = `Express state machine does not support '${pattern}' service integration `;
    expect(await judge("EXPRESS")).toMatchObject({
      result: "FAIL",
      diagnostics: [{ severity: "ERROR", code, location, message }],
    });
  });

  it.each([
    ["PASS_RESULT_IS_STATIC", { Type: "Pass", Result: { a: ["$.x"] } }, "/Result"],
    ["NO_DOLLAR", { Type: "Pass", Parameters: { list: [{ x: "$.x" }] } }, "/Parameters/list[0]/x"],
    ["NO_DOLLAR", { Type: "Pass", Parameters: { x: "States.UUID()" } }, "/Parameters/x"],
    ["NO_PATH", task("f", { Catch: [{ ErrorEquals: ["$.error"], Next: "S" }] }), "/Catch[0]/ErrorEquals[0]"],
  ])("warns of %s where it is asked to", async (code, state, at) => {
    const { client } = await startStepFunctions();
    const request = { definition: JSON.stringify(alone(state)), severity: "WARNING" as const };
    expect(await client.send(new ValidateStateMachineDefinitionCommand(request))).toMatchObject({
      result: "OK",
      diagnostics: [{ severity: "WARNING", code, location: `/States/S${at}` }],
    });
    const { diagnostics } = await client.send(
      new ValidateStateMachineDefinitionCommand({ ...request, severity: "ERROR" }),
    );
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ["in JSONata", alone({ Type: "Pass", Output: { x: "$.x" } }, inJsonata)],
    ["of what is evaluated", alone({ Type: "Pass", InputPath: "$.x", Parameters: { "x.$": "$.x" } })],
    ["of prices", alone({ Type: "Pass", Result: "$5", Parameters: { price: "$5" }, Comment: "$.x" })],
  ])("does not warn %s", async (_words, machine) => {
    const { client } = await startStepFunctions();
    const request = { definition: JSON.stringify(machine), severity: "WARNING" as const };
    const { diagnostics } = await client.send(new ValidateStateMachineDefinitionCommand(request));
    expect(diagnostics).toEqual([]);
  });

  it("tells as many problems as it is asked for", async () => {
    const { client } = await startStepFunctions();
    const retrier = { ErrorEquals: ["States.ALL", "x"], JitterStrategy: "SOME" };
    const state = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:f", Retry: [retrier] };
    const request = { definition: JSON.stringify(alone(state)), maxResults: 1 };
    const judged = await client.send(new ValidateStateMachineDefinitionCommand(request));
    expect(judged).toMatchObject({
      result: "FAIL",
      truncated: true,
      diagnostics: [{ location: "/States/S/Retry[0]" }],
    });
    expect(judged.diagnostics).toHaveLength(1);
  });
});
