import {
  CreateStateMachineCommand,
  type CreateStateMachineInput,
  DeleteStateMachineVersionCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListExecutionsCommand,
  ListStateMachineVersionsCommand,
  PublishStateMachineVersionCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { roleArn, startStepFunctions, stateMachineArn } from "../../support/step-functions.ts";

const saying = (Result: string) => JSON.stringify(alone({ Type: "Pass", Result }));
const version = (number: number) => `${stateMachineArn}:${number}`;

async function start(more: Partial<CreateStateMachineInput> = {}) {
  const started = await startStepFunctions();
  const { client } = started;
  const request = { name: "machine", definition: saying("one"), roleArn, ...more };
  const create = (changed = {}) => client.send(new CreateStateMachineCommand({ ...request, ...changed }));
  const update = (Result: string, more: object = {}) =>
    client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: saying(Result), ...more }));
  const publish = (more: object = {}) =>
    client.send(new PublishStateMachineVersionCommand({ stateMachineArn, ...more }));
  const remove = (number: number) =>
    client.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: version(number) }));
  const list = async (more: object = {}) => {
    const listed = await client.send(new ListStateMachineVersionsCommand({ stateMachineArn, ...more }));
    return { ...listed, arns: listed.stateMachineVersions?.map((listed) => listed.stateMachineVersionArn) };
  };
  return { ...started, created: await create(), create, update, publish, remove, list };
}

describe("PublishStateMachineVersion", () => {
  it("keeps the machine as it is, whatever becomes of that", async () => {
    const { client, clock, publish, update } = await start();
    await clock.advance(1000);
    const published = await publish({ description: "first" });
    expect(published).toMatchObject({ stateMachineVersionArn: version(1), creationDate: new Date(clock.now()) });
    await update("two");
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: version(1) }));
    expect(described).toMatchObject({
      stateMachineArn: version(1),
      name: "machine",
      status: "ACTIVE",
      type: "STANDARD",
      definition: saying("one"),
      description: "first",
      creationDate: published.creationDate,
    });
    const now = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect([now.stateMachineArn, now.definition, now.description]).toEqual([stateMachineArn, saying("two"), undefined]);
  });

  it("makes no second version of one revision", async () => {
    const { publish, list } = await start();
    expect(await publish()).toMatchObject(await publish().then(({ $metadata: _, ...answer }) => answer));
    expect((await list()).arns).toEqual([version(1)]);
  });

  it("numbers versions on, and gives no number twice", async () => {
    const { publish, update, remove, list } = await start();
    await publish();
    await update("two");
    await publish();
    await remove(2);
    expect((await publish()).stateMachineVersionArn).toBe(version(3));
    expect((await list()).arns).toEqual([version(3), version(1)]);
  });

  it("does so only of the revision that is meant", async () => {
    const { publish, update } = await start();
    await expect(publish({ revisionId: "INITIAL" })).resolves.toMatchObject({ stateMachineVersionArn: version(1) });
    const { revisionId: first } = await update("two");
    await expect(publish({ revisionId: first })).resolves.toMatchObject({ stateMachineVersionArn: version(2) });
    const { revisionId: second } = await update("three");
    await expect(publish({ revisionId: first })).rejects.toMatchObject({
      name: "ConflictException",
      message: `Failed to publish the State Machine version for revision ${first}. The current State Machine revision is ${second}.`,
    });
  });

  it.each([
    ["a version", `${stateMachineArn}:1`],
    ["a machine that is not there", `${stateMachineArn}s`],
  ])("refuses %s", async (_words, arn) => {
    const { publish } = await start();
    await publish();
    await expect(publish({ stateMachineArn: arn })).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
      message: `State Machine Does Not Exist: '${arn}'`,
    });
  });
});

describe("publish: true", () => {
  it("of CreateStateMachine publishes version 1, and again answers for that", async () => {
    const { created, create, client } = await start({ publish: true, versionDescription: "first" });
    expect(created).toMatchObject({ stateMachineArn, stateMachineVersionArn: version(1) });
    expect((await create()).stateMachineVersionArn).toBe(version(1));
    for (const other of [{ publish: false, versionDescription: undefined }, { versionDescription: "other" }]) {
      await expect(create(other)).rejects.toMatchObject({ name: "StateMachineAlreadyExists" });
    }
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: version(1) }));
    expect(described.description).toBe("first");
  });

  it("of UpdateStateMachine publishes what it made, or what there was", async () => {
    const { update, created } = await start();
    expect(created.stateMachineVersionArn).toBeUndefined();
    expect((await update("two")).stateMachineVersionArn).toBeUndefined();
    const published = await update("two", { publish: true, versionDescription: "second" });
    expect(published.stateMachineVersionArn).toBe(version(1));
    expect((await update("two", { publish: true })).stateMachineVersionArn).toBe(version(1));
    expect((await update("three", { publish: true })).stateMachineVersionArn).toBe(version(2));
  });

  it("is what a description of the version asks for", async () => {
    const refused = {
      name: "ValidationException",
      message: "Version description can only be set when publish is true",
    };
    const { create, update } = await start();
    await expect(create({ name: "other", versionDescription: "?" })).rejects.toMatchObject(refused);
    await expect(update("two", { versionDescription: "?" })).rejects.toMatchObject(refused);
  });
});

describe("StartExecution of a version", () => {
  it("plays it, and tells which it was", async () => {
    const { client, clock, publish, update, stepFunctions, published } = await start();
    await publish();
    await update("two");
    const ofVersion = { executionArn: "", stateMachineVersionArn: version(1) };
    const started = await client.send(new StartExecutionCommand({ stateMachineArn: version(1), name: "old" }));
    ofVersion.executionArn = started.executionArn ?? "";
    await client.send(new StartExecutionCommand({ stateMachineArn, name: "new" }));
    const ended = await clock.playUntil(stepFunctions.finished(ofVersion.executionArn));
    expect(ended).toMatchObject({ output: '"one"', stateMachineArn, stateMachineVersionArn: version(1) });

    const { executionArn } = ofVersion;
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject(ofVersion);
    const used = await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(used).toMatchObject({ stateMachineArn, definition: saying("one") });
    const told = published.map(({ detail }) => [detail["name"], detail["stateMachineVersionArn"]]);
    expect(told).toContainEqual(["old", version(1)]);
    expect(told).toContainEqual(["new", null]);

    const list = async (arn: string) => {
      const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn: arn }));
      return executions.map(({ name, stateMachineVersionArn }) => [name, stateMachineVersionArn]);
    };
    const old = ["old", version(1)];
    expect(await list(stateMachineArn)).toEqual([["new", undefined], old]);
    expect(await list(version(1))).toEqual([old]);
  });

  it("is refused when there is no such version", async () => {
    const { client } = await start();
    const started = client.send(new StartExecutionCommand({ stateMachineArn: version(1) }));
    await expect(started).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });
});

describe("ListStateMachineVersions", () => {
  it("lists the newest first, in pages", async () => {
    const { update, list } = await start();
    for (const Result of ["a", "b", "c"]) await update(Result, { publish: true });
    const first = await list({ maxResults: 2 });
    expect(first.arns).toEqual([version(3), version(2)]);
    expect((await list({ nextToken: first.nextToken })).arns).toEqual([version(1)]);
  });
});

describe("DeleteStateMachineVersion", () => {
  it("deletes one; its executions go on, and once more is no fault", async () => {
    const { client, clock, publish, remove, stepFunctions, list } = await start();
    await publish();
    const { executionArn = "" } = await client.send(new StartExecutionCommand({ stateMachineArn: version(1) }));
    await remove(1);
    await remove(1);
    expect((await list()).arns).toEqual([]);
    const again = client.send(new StartExecutionCommand({ stateMachineArn: version(1) }));
    await expect(again).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
    expect(await clock.playUntil(stepFunctions.finished(executionArn))).toMatchObject({ status: "SUCCEEDED" });
  });

  it("refuses the machine itself", async () => {
    const { client } = await start();
    const removed = client.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: stateMachineArn }));
    await expect(removed).rejects.toMatchObject({ name: "ValidationException" });
  });
});
