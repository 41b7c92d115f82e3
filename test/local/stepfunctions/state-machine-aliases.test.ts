import { describe, expect, it } from "vitest";
import { alone } from "../../support/asl.ts";
import { startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

const saying = (Result: string) => alone({ Type: "Pass", Result });
const version = (number: number) => `${stateMachineArn}:${number}`;
const alias = (name: string) => `${stateMachineArn}:${name}`;
const route = (number: number, weight: number) => ({ stateMachineVersionArn: version(number), weight });

/** A machine with versions 1 and 2, which give their numbers. */
async function start() {
  const { client: sfn, ...started } = await startWithMachine(saying("1"));
  await sfn.publishStateMachineVersion({ stateMachineArn });
  await sfn.updateStateMachine({ stateMachineArn, definition: JSON.stringify(saying("2")), publish: true });
  const create = (name: string, routingConfiguration = [route(1, 100)], more = {}) =>
    sfn.createStateMachineAlias({ name, routingConfiguration, ...more });
  const play = async (arn: string) => {
    const { executionArn = "" } = await sfn.startExecution({ stateMachineArn: arn });
    return started.clock.playUntil(started.stepFunctions.finished(executionArn));
  };
  return { ...started, sfn, create, play };
}

describe("an alias", () => {
  it("starts executions of its version, which tell of both", async () => {
    const { sfn, create, play, clock, published } = await start();
    const creationDate = new Date(clock.now());
    expect(await create("PROD")).toMatchObject({ stateMachineAliasArn: alias("PROD"), creationDate });
    const told = { stateMachineArn, stateMachineVersionArn: version(1), stateMachineAliasArn: alias("PROD") };
    expect(await play(alias("PROD"))).toMatchObject({ output: '"1"', ...told });
    expect(published.at(-1)?.detail).toMatchObject(told);
    const { executionArn } = await play(alias("PROD"));
    const { stateMachineArn: _, ...byWhat } = told;
    const { events } = await sfn.getExecutionHistory({ executionArn });
    expect(events?.[0]?.executionStartedEventDetails).toMatchObject(byWhat);
    await play(version(1));
    const { executions = [] } = await sfn.listExecutions({ stateMachineArn: alias("PROD") });
    expect(executions).toMatchObject([told, told]);
    expect((await sfn.listExecutions({ stateMachineArn: version(1) })).executions).toHaveLength(3);
  });

  it.each([
    [[route(1, 100), route(2, 0)], ['"1"']],
    [[route(1, 0), route(2, 100)], ['"2"']],
    [
      [route(1, 50), route(2, 50)],
      ['"1"', '"2"'],
    ],
  ])("shares executions as its weights say: %j", async (routes, outputs) => {
    const { create, play } = await start();
    await create("PROD", routes);
    const seen = new Set<string | undefined>();
    for (let time = 0; time < 50; time++) seen.add((await play(alias("PROD"))).output);
    expect([...seen].sort()).toEqual(outputs);
  });

  it("is described, and changed", async () => {
    const { sfn, create, play, clock } = await start();
    await create("PROD", [route(1, 100)], { description: "first" });
    const creationDate = new Date(clock.now());
    await clock.advance(1000);
    const { updateDate } = await sfn.updateStateMachineAlias({
      stateMachineAliasArn: alias("PROD"),
      routingConfiguration: [route(2, 100)],
    });
    expect(await sfn.describeStateMachineAlias({ stateMachineAliasArn: alias("PROD") })).toMatchObject({
      stateMachineAliasArn: alias("PROD"),
      name: "PROD",
      description: "first",
      routingConfiguration: [route(2, 100)],
      creationDate,
      updateDate,
    });
    expect(await play(alias("PROD"))).toMatchObject({ output: '"2"' });
  });

  it("is made once by the same request, and refused for another", async () => {
    const { create } = await start();
    await create("PROD");
    await expect(create("PROD")).resolves.toMatchObject({ stateMachineAliasArn: alias("PROD") });
    const refused = {
      name: "ConflictException",
      message:
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
    };
    await expect(create("PROD", [route(2, 100)])).rejects.toMatchObject(refused);
    await expect(create("PROD", [route(1, 100)], { description: "other" })).rejects.toMatchObject(refused);
  });

  it("is listed with its machine and its versions, the newest first", async () => {
    const { sfn, create } = await start();
    await create("a");
    await create("b", [route(1, 50), route(2, 50)]);
    const list = async (arn: string) => {
      const { stateMachineAliases = [] } = await sfn.listStateMachineAliases({ stateMachineArn: arn });
      return stateMachineAliases.map(({ stateMachineAliasArn }) => stateMachineAliasArn);
    };
    expect(await list(stateMachineArn)).toEqual([alias("b"), alias("a")]);
    expect(await list(version(2))).toEqual([alias("b")]);
  });

  it("keeps its version from being deleted until it is deleted itself", async () => {
    const { sfn, create, play } = await start();
    await create("PROD");
    const remove = () => sfn.deleteStateMachineVersion({ stateMachineVersionArn: version(1) });
    await expect(remove()).rejects.toMatchObject({
      name: "ConflictException",
      message:
        "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [PROD]",
    });
    await sfn.deleteStateMachineAlias({ stateMachineAliasArn: alias("PROD") });
    await sfn.deleteStateMachineAlias({ stateMachineAliasArn: alias("PROD") }); // once more is no fault
    await remove();
    await expect(play(alias("PROD"))).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });
});

describe("an alias is not made", () => {
  const received = (...arns: string[]) => `Received: [${arns.join(", ")}]`;
  const machineRoute = { stateMachineVersionArn: stateMachineArn, weight: 100 };

  it.each([
    [
      "for the machine itself",
      [machineRoute],
      `Routing configuration must contain state machine version ARNs. ${received(stateMachineArn)}`,
    ],
    [
      "for one version twice",
      [route(1, 50), route(1, 50)],
      `Routing configuration must contain distinct state machine version ARNs. ${received(version(1), version(1))}`,
    ],
    [
      "with weights of too little",
      [route(1, 70), route(2, 29)],
      "Sum of routing configuration weights must equal 100. Received: [70, 29]",
    ],
  ])("%s", async (_words, routes, message) => {
    const { create } = await start();
    await expect(create("PROD", routes)).rejects.toMatchObject({ name: "ValidationException", message });
  });

  it.each(["123", "IN VALID", "ALIAS@"])("by the name %s", async (name) => {
    const { create } = await start();
    await expect(create(name)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("for a version that is not there", async () => {
    const { create, sfn } = await start();
    const refused = {
      name: "ResourceNotFound",
      message: "Request references a resource that does not exist.",
    };
    await expect(create("PROD", [route(7, 100)])).rejects.toMatchObject(refused);
    const update = sfn.updateStateMachineAlias({ stateMachineAliasArn: alias("PROD"), description: "?" });
    await expect(update).rejects.toMatchObject(refused);
  });
});
