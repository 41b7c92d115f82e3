import { ValidateStateMachineDefinitionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
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
            message:
              "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
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

  it("tells as many problems as it is asked for", async () => {
    const { client } = await startStepFunctions();
    const retrier = { ErrorEquals: ["States.ALL", "x"], BackoffRate: 0.5 };
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
