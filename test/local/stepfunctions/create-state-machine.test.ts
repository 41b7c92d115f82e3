import { CreateStateMachineCommand, DescribeStateMachineCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, inOrder } from "../../support/asl.ts";
import { machineArn, roleArn, startStepFunctions } from "../../support/step-functions.ts";

const definition = JSON.stringify(alone({ Type: "Pass" }));
const other = JSON.stringify(alone({ Type: "Pass", Result: 1 }));

describe("CreateStateMachine", () => {
  it("makes a state machine that DescribeStateMachine tells of", async () => {
    const { client, clock } = await startStepFunctions();
    const creationDate = new Date(clock.now());
    const created = await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    expect(created).toMatchObject({ stateMachineArn: machineArn("one"), creationDate });
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("one") }));
    expect(described).toMatchObject({
      stateMachineArn: machineArn("one"),
      name: "one",
      status: "ACTIVE",
      type: "STANDARD",
      definition,
      roleArn,
      creationDate,
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    });
    expect(described.revisionId).toBeUndefined();
  });

  it("answers the same request again as the first time", async () => {
    const { client, clock } = await startStepFunctions();
    const request = { name: "one", definition, roleArn };
    const first = await client.send(new CreateStateMachineCommand(request));
    await clock.advance(1000);
    const again = await client.send(new CreateStateMachineCommand({ ...request, roleArn: `${roleArn}2` }));
    expect(again.creationDate).toEqual(first.creationDate);
  });

  it.each([
    ["another definition", { definition: other }],
    ["the same one in another form", { definition: `${definition} ` }],
    ["other logging", { loggingConfiguration: { includeExecutionData: true } }],
  ])("refuses a name that has %s", async (_words, changed) => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const again = client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, ...changed }));
    await expect(again).rejects.toMatchObject({
      name: "StateMachineAlreadyExists",
      message: `State Machine Already Exists: '${machineArn("one")}'`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each(["a b", "a/b", "a:b", "a#b", "<a>", "a*", "a\u0007"])("refuses the name %j", async (name) => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
    await expect(created).rejects.toMatchObject({ name: "InvalidName", message: `Invalid Name: '${name}'` });
  });

  it("refuses a definition that cannot be played, and says why", async () => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "one", definition: '{"StartAt":"S"}', roleArn }));
    await expect(created).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    });
  });

  it("refuses a role that is no ARN", async () => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn: "admin" }));
    await expect(created).rejects.toMatchObject({ name: "InvalidArn" });
  });

  it.each([
    ["a service", { Type: "Task", Resource: "arn:aws:states:::glue:startJobRun" }, "arn:aws:states:::glue:startJobRun"],
    [
      "an activity",
      { Type: "Task", Resource: "arn:aws:states:us-east-1:123456789012:activity:a" },
      "arn:aws:states:us-east-1:123456789012:activity:a",
    ],
    [
      "what reads items from S3",
      {
        Type: "Map",
        ItemReader: { Resource: "arn:aws:states:::s3:getObject", Parameters: {} },
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          ...inOrder({ Item: { Type: "Pass" } }),
        },
      },
      "ItemReader",
    ],
  ])("refuses %s that nobody plays, by name", async (_words, state, what) => {
    const { client } = await startStepFunctions();
    const request = { name: "one", definition: JSON.stringify(alone(state)), roleArn };
    const created = client.send(new CreateStateMachineCommand(request));
    const message = `Local AWS does not play ${what} (state 'S')`;
    await expect(created).rejects.toMatchObject({ name: "NotImplemented", message });
  });

  it.each([
    ["without a destination", { level: "ALL" as const }],
    ["with an empty list of them", { level: "ERROR" as const, destinations: [] }],
    ["with two", { level: "OFF" as const, destinations: [{}, {}] }],
  ])("refuses a log %s", async (_words, loggingConfiguration) => {
    const { client } = await startStepFunctions();
    const request = { name: "one", definition, roleArn, loggingConfiguration };
    await expect(client.send(new CreateStateMachineCommand(request))).rejects.toMatchObject({
      name: "InvalidLoggingConfiguration",
      message: "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    });
  });

  it("refuses EXPRESS workflows by name", async () => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, type: "EXPRESS" }));
    const message = "Local AWS does not play EXPRESS workflows";
    await expect(created).rejects.toMatchObject({ name: "NotImplemented", message });
  });

  it("lets AWS's own limits stand in the way", async () => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "x".repeat(81), definition, roleArn }));
    await expect(created).rejects.toMatchObject({ name: "ValidationException" });
  });
});
