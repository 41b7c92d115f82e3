import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  StartExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, inOrder } from "../../support/asl.ts";
import { roleArn, startStepFunctions } from "../../support/step-functions.ts";

const arn = (name: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;
const definition = JSON.stringify(alone({ Type: "Pass" }));
const other = JSON.stringify(alone({ Type: "Pass", Result: 1 }));

describe("CreateStateMachine", () => {
  it("makes a state machine that DescribeStateMachine tells of", async () => {
    const { client, clock } = await startStepFunctions();
    const creationDate = new Date(clock.now());
    const created = await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    expect(created).toMatchObject({ stateMachineArn: arn("one"), creationDate });
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn("one") }));
    expect(described).toMatchObject({
      stateMachineArn: arn("one"),
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
    ["other logging", { loggingConfiguration: { level: "ALL" as const } }],
  ])("refuses a name that has %s", async (_words, changed) => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const again = client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, ...changed }));
    await expect(again).rejects.toMatchObject({
      name: "StateMachineAlreadyExists",
      message: `State Machine Already Exists: '${arn("one")}'`,
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
    ["EXPRESS workflows", { type: "EXPRESS" as const }],
    ["versions of state machines", { publish: true }],
  ])("refuses %s by name", async (what, asked) => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, ...asked }));
    await expect(created).rejects.toMatchObject({ name: "NotImplemented", message: `Local AWS does not play ${what}` });
  });

  it("lets AWS's own limits stand in the way", async () => {
    const { client } = await startStepFunctions();
    const created = client.send(new CreateStateMachineCommand({ name: "x".repeat(81), definition, roleArn }));
    await expect(created).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("UpdateStateMachine", () => {
  it("makes a revision, and executions that run keep theirs", async () => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    const slow = (Result: string) =>
      JSON.stringify(inOrder({ W: { Type: "Wait", Seconds: 60 }, P: { Type: "Pass", Result } }));
    await client.send(new CreateStateMachineCommand({ name: "one", definition: slow("old"), roleArn }));
    const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn: arn("one") }));
    await clock.advance(1000);
    const updated = await client.send(
      new UpdateStateMachineCommand({ stateMachineArn: arn("one"), definition: slow("new") }),
    );
    expect(updated).toMatchObject({ updateDate: new Date(clock.now()), revisionId: expect.any(String) });
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn("one") }));
    expect(described).toMatchObject({ definition: slow("new"), revisionId: updated.revisionId, roleArn });
    const used = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(used).toMatchObject({ stateMachineArn: arn("one"), definition: slow("old") });

    expect(await clock.playUntil(stepFunctions.finished(executionArn))).toMatchObject({ output: '"old"' });
    const { executionArn: next = "" } = await client.send(new StartExecutionCommand({ stateMachineArn: arn("one") }));
    expect(await clock.playUntil(stepFunctions.finished(next))).toMatchObject({ output: '"new"' });
  });

  it("that changes nothing keeps the revision", async () => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const update = () => client.send(new UpdateStateMachineCommand({ stateMachineArn: arn("one"), definition: other }));
    expect((await update()).revisionId).toBe((await update()).revisionId);
  });

  it.each([
    ["nothing", {}, "MissingRequiredParameter"],
    ["a definition that cannot be played", { definition: "{}" }, "InvalidDefinition"],
    ["a role that is no ARN", { roleArn: "admin" }, "InvalidArn"],
  ])("refuses %s", async (_words, changed, name) => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const updated = client.send(new UpdateStateMachineCommand({ stateMachineArn: arn("one"), ...changed }));
    await expect(updated).rejects.toMatchObject({ name });
  });
});

describe("ListStateMachines", () => {
  it("lists them by name, in pages", async () => {
    const { client, stepFunctions } = await startStepFunctions();
    for (const name of ["b", "c", "a"]) stepFunctions.createStateMachine({ name, definition, roleArn });
    const first = await client.send(new ListStateMachinesCommand({ maxResults: 2 }));
    expect(first.stateMachines?.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(first.stateMachines?.[0]).toMatchObject({ stateMachineArn: arn("a"), type: "STANDARD" });
    const rest = await client.send(new ListStateMachinesCommand({ nextToken: first.nextToken }));
    expect(rest.stateMachines?.map(({ name }) => name)).toEqual(["c"]);
    expect(rest.nextToken).toBeUndefined();
  });

  it("refuses a token that is none of its own", async () => {
    const { client } = await startStepFunctions();
    await expect(client.send(new ListStateMachinesCommand({ nextToken: "?" }))).rejects.toMatchObject({
      name: "InvalidToken",
    });
  });
});

describe("DeleteStateMachine", () => {
  it("deletes a state machine, and with it its executions", async () => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "one", definition, roleArn });
    const { executionArn = "" } = stepFunctions.startExecution({ stateMachineArn: arn("one") });
    await clock.playUntil(stepFunctions.finished(executionArn));
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn("one") }));
    await expect(client.send(new DescribeStateMachineCommand({ stateMachineArn: arn("one") }))).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${arn("one")}'`,
    });
    const described = client.send(new DescribeExecutionCommand({ executionArn }));
    await expect(described).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  });

  it("lets running executions end at their next transition", async () => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    const slow = JSON.stringify(inOrder({ W: { Type: "Wait", Seconds: 60 }, P: { Type: "Pass" } }));
    stepFunctions.createStateMachine({ name: "one", definition: slow, roleArn });
    const { executionArn = "" } = stepFunctions.startExecution({ stateMachineArn: arn("one") });
    await clock.advance(1000);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn("one") }));
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn("one") }));
    expect(described.status).toBe("DELETING");
    const started = client.send(new StartExecutionCommand({ stateMachineArn: arn("one") }));
    await expect(started).rejects.toMatchObject({ name: "StateMachineDeleting" });

    expect(await clock.playUntil(stepFunctions.finished(executionArn))).toMatchObject({ status: "ABORTED" });
    const gone = client.send(new DescribeStateMachineCommand({ stateMachineArn: arn("one") }));
    await expect(gone).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });

  it("of one that is not there has nothing to do", async () => {
    const { client } = await startStepFunctions();
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: arn("nobody") }));
  });
});

describe("an ARN", () => {
  it.each([
    ["nonsense", "Invalid Arn: 'Invalid ARN prefix: nonsense'"],
    [
      arn("one").replace("stateMachine", "execution"),
      "Invalid Arn: 'Resource type not valid in this context: execution'",
    ],
    ["arn:aws:states:::one", "Invalid Arn: 'Invalid ARN: arn:aws:states:::one'"],
  ])("that is %s is refused as InvalidArn", async (stateMachineArn, message) => {
    const { client } = await startStepFunctions();
    const described = client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    await expect(described).rejects.toMatchObject({ name: "InvalidArn", message });
  });
});

describe("tags", () => {
  it("are set when the machine is made, added to, and taken away", async () => {
    const { client } = await startStepFunctions();
    const tags = [{ key: "a", value: "1" }];
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn, tags }));
    const resourceArn = arn("one");
    await client.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: "b", value: "" },
          { key: "a", value: "2" },
        ],
      }),
    );
    const list = () => client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect((await list()).tags).toEqual([
      { key: "a", value: "2" },
      { key: "b", value: "" },
    ]);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a", "nobody's"] }));
    expect((await list()).tags).toEqual([{ key: "b", value: "" }]);
  });

  it("are at most 50", async () => {
    const { client, stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "one", definition, roleArn });
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }));
    const tagged = client.send(new TagResourceCommand({ resourceArn: arn("one"), tags }));
    await expect(tagged).rejects.toMatchObject({ name: "TooManyTags" });
  });

  it("belong to what is there", async () => {
    const { client } = await startStepFunctions();
    const listed = client.send(new ListTagsForResourceCommand({ resourceArn: arn("nobody") }));
    await expect(listed).rejects.toMatchObject({
      name: "ResourceNotFound",
      message: `Resource not found: '${arn("nobody")}'`,
      resourceName: arn("nobody"),
    });
  });
});

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
