import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, inJsonata, inOrder } from "../../support/asl.ts";
import { executionArn, startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

const one = executionArn("one");

describe("includedData: METADATA_ONLY", () => {
  const start = async () => {
    const started = await startWithMachine(alone({ Type: "Pass", Assign: { x: 1 } }));
    started.stepFunctions.startExecution({ stateMachineArn, name: "one", input: '"secret"' });
    await started.stepFunctions.finished(one);
    return started;
  };

  it("leaves the definition out", async () => {
    const { client } = await start();
    const asked = { includedData: "METADATA_ONLY" as const };
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn, ...asked }));
    expect(described).toMatchObject({ stateMachineArn, name: "machine", definition: "{}" });
    const used = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn: one, ...asked }));
    expect(used).toMatchObject({ stateMachineArn, definition: "{}" });
  });

  it("leaves an execution's input and output out", async () => {
    const { client } = await start();
    const request = { executionArn: one, includedData: "METADATA_ONLY" as const };
    const { input, output, ...described } = await client.send(new DescribeExecutionCommand(request));
    expect([input, output]).toEqual([undefined, undefined]);
    expect(described).toMatchObject({
      status: "SUCCEEDED",
      inputDetails: { included: false },
      outputDetails: { included: false },
    });
  });
});

describe("variableReferences", () => {
  const set = { Type: "Pass", Assign: { a: 1, b: 2, unread: 3 } };
  const choice = {
    Type: "Choice",
    Choices: [{ Variable: "$b", NumericEqualsPath: "$a", Next: "Read" }],
    Default: "Read",
  };
  const inside = alone({ Type: "Pass", Parameters: { "sum.$": "States.MathAdd($a, $b)", text: "$a" } });

  it.each([
    [
      "in JSONPath",
      inOrder({
        Set: set,
        Choose: choice,
        Read: {
          Type: "Pass",
          Parameters: { "x.$": "$a.deep", "y.$": "$$.State.Name", "z.$": "States.Format('$b {}', 1)" },
        },
        Again: { Type: "Wait", SecondsPath: "$b" },
        Each: { Type: "Map", ItemProcessor: inside },
      }),
      { Choose: ["a", "b"], Read: ["a"], Again: ["b"], S: ["a", "b"] },
    ],
    [
      "in JSONata",
      inOrder(
        {
          Set: set,
          Read: { Type: "Pass", Output: { x: "{% $sum([$b, $a]) & '$unread' & $states.input.a %}", y: "$a" } },
        },
        inJsonata,
      ),
      { Read: ["a", "b"] },
    ],
    ["where there are none", alone({ Type: "Pass", Parameters: { "x.$": "$nobodys" } }), undefined],
  ])("tell which state reads which variables, %s", async (_words, machine, references) => {
    const { client, stepFunctions } = await startWithMachine(machine);
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described.variableReferences).toEqual(references);
    stepFunctions.startExecution({ stateMachineArn, name: "one" });
    const used = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn: one }));
    expect(used.variableReferences).toEqual(references);
  });
});
