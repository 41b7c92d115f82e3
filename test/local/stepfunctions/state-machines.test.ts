import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone, inOrder } from "../../support/asl.ts";
import { machineArn, roleArn, startStepFunctions } from "../../support/step-functions.ts";

const definition = JSON.stringify(alone({ Type: "Pass" }));
const other = JSON.stringify(alone({ Type: "Pass", Result: 1 }));

describe("UpdateStateMachine", () => {
  it("makes a revision, and executions that run keep theirs", async () => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    const slow = (Result: string) =>
      JSON.stringify(inOrder({ W: { Type: "Wait", Seconds: 60 }, P: { Type: "Pass", Result } }));
    await client.send(new CreateStateMachineCommand({ name: "one", definition: slow("old"), roleArn }));
    const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn: machineArn("one") }));
    await clock.advance(1000);
    const updated = await client.send(
      new UpdateStateMachineCommand({ stateMachineArn: machineArn("one"), definition: slow("new") }),
    );
    expect(updated).toMatchObject({ updateDate: new Date(clock.now()), revisionId: expect.any(String) });
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("one") }));
    expect(described).toMatchObject({ definition: slow("new"), revisionId: updated.revisionId, roleArn });
    const used = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(used).toMatchObject({ stateMachineArn: machineArn("one"), definition: slow("old") });

    expect(await clock.playUntil(stepFunctions.finished(executionArn))).toMatchObject({ output: '"old"' });
    const { executionArn: next = "" } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn("one") }),
    );
    expect(await clock.playUntil(stepFunctions.finished(next))).toMatchObject({ output: '"new"' });
  });

  it("that changes nothing keeps the revision", async () => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const update = () =>
      client.send(new UpdateStateMachineCommand({ stateMachineArn: machineArn("one"), definition: other }));
    expect((await update()).revisionId).toBe((await update()).revisionId);
  });

  it.each([
    ["nothing", {}, "MissingRequiredParameter"],
    ["a definition that cannot be played", { definition: "{}" }, "InvalidDefinition"],
    ["a role that is no ARN", { roleArn: "admin" }, "InvalidArn"],
    ["a log that goes nowhere", { loggingConfiguration: { level: "ALL" as const } }, "InvalidLoggingConfiguration"],
  ])("refuses %s", async (_words, changed, name) => {
    const { client } = await startStepFunctions();
    await client.send(new CreateStateMachineCommand({ name: "one", definition, roleArn }));
    const updated = client.send(new UpdateStateMachineCommand({ stateMachineArn: machineArn("one"), ...changed }));
    await expect(updated).rejects.toMatchObject({ name });
  });
});

describe("ListStateMachines", () => {
  it("lists them by name, in pages", async () => {
    const { client, stepFunctions } = await startStepFunctions();
    for (const name of ["b", "c", "a"]) stepFunctions.createStateMachine({ name, definition, roleArn });
    const first = await client.send(new ListStateMachinesCommand({ maxResults: 2 }));
    expect(first.stateMachines?.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(first.stateMachines?.[0]).toMatchObject({ stateMachineArn: machineArn("a"), type: "STANDARD" });
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
    const { executionArn = "" } = stepFunctions.startExecution({ stateMachineArn: machineArn("one") });
    await clock.playUntil(stepFunctions.finished(executionArn));
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: machineArn("one") }));
    await expect(
      client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("one") })),
    ).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${machineArn("one")}'`,
    });
    const described = client.send(new DescribeExecutionCommand({ executionArn }));
    await expect(described).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  });

  it("lets running executions end at their next transition", async () => {
    const { client, clock, stepFunctions } = await startStepFunctions();
    const slow = JSON.stringify(inOrder({ W: { Type: "Wait", Seconds: 60 }, P: { Type: "Pass" } }));
    stepFunctions.createStateMachine({ name: "one", definition: slow, roleArn });
    const { executionArn = "" } = stepFunctions.startExecution({ stateMachineArn: machineArn("one") });
    await clock.advance(1000);
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: machineArn("one") }));
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("one") }));
    expect(described.status).toBe("DELETING");
    const started = client.send(new StartExecutionCommand({ stateMachineArn: machineArn("one") }));
    await expect(started).rejects.toMatchObject({ name: "StateMachineDeleting" });

    expect(await clock.playUntil(stepFunctions.finished(executionArn))).toMatchObject({ status: "ABORTED" });
    const gone = client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("one") }));
    await expect(gone).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });

  it("of one that is not there has nothing to do", async () => {
    const { client } = await startStepFunctions();
    await client.send(new DeleteStateMachineCommand({ stateMachineArn: machineArn("nobody") }));
  });
});

describe("an ARN", () => {
  it.each([
    ["nonsense", "Invalid Arn: 'Invalid ARN prefix: nonsense'"],
    [
      machineArn("one").replace("stateMachine", "execution"),
      "Invalid Arn: 'Resource type not valid in this context: execution'",
    ],
    ["arn:aws:states:::one", "Invalid Arn: 'Invalid ARN: arn:aws:states:::one'"],
  ])("that is %s is refused as InvalidArn", async (stateMachineArn, message) => {
    const { client } = await startStepFunctions();
    const described = client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    await expect(described).rejects.toMatchObject({ name: "InvalidArn", message });
  });
});
