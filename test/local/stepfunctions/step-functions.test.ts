import { describe, expect, it } from "vitest";
import { alone, inOrder, task } from "../../support/asl.ts";
import {
  executionArn,
  machineArn,
  roleArn,
  startStepFunctions,
  startWithMachine,
  stateMachineArn,
} from "../../support/step-functions.ts";

const one = executionArn("one");
const text = (definition: object) => JSON.stringify(definition);

/** Step Functions with one state machine and one execution of it. */
async function start(definition: object, input = "{}", options: Parameters<typeof startStepFunctions>[0] = {}) {
  const started = await startWithMachine(definition, options);
  started.stepFunctions.startExecution({ stateMachineArn, name: "one", input });
  return started;
}

describe("EventBridge is told", () => {
  it("when an execution starts and when it succeeds", async () => {
    const { clock, stepFunctions, published } = await start(alone({ Type: "Wait", Seconds: 60 }), '{"a":1}');
    const startDate = clock.now();
    await clock.playUntil(stepFunctions.finished(one));
    const running = {
      executionArn: one,
      stateMachineArn,
      name: "one",
      status: "RUNNING",
      startDate,
      stopDate: null,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      error: null,
      cause: null,
      redriveCount: 0,
      redriveStatus: "NOT_REDRIVABLE",
    };
    const event = {
      source: "aws.states",
      "detail-type": "Step Functions Execution Status Change",
      resources: [one],
    };
    expect(published).toMatchObject([
      { ...event, detail: running },
      {
        ...event,
        detail: {
          ...running,
          status: "SUCCEEDED",
          stopDate: startDate + 60_000,
          output: '{"a":1}',
          outputDetails: { included: true },
        },
      },
    ]);
  });

  it.each([
    ["FAILED", { F: { Type: "Fail", Error: "E", Cause: "why" } }, {}, { error: "E", cause: "why" }],
    ["TIMED_OUT", { W: { Type: "Wait", Seconds: 60 } }, { TimeoutSeconds: 5 }, { error: null, cause: null }],
  ])("when one ends with %s", async (status, states, machine, why) => {
    const { clock, stepFunctions, published } = await start(inOrder(states, machine));
    await clock.playUntil(stepFunctions.finished(one));
    expect(published.at(-1)?.detail).toMatchObject({ status, ...why, output: null, redriveStatus: "REDRIVABLE" });
  });

  it("without input and output where those are too large for an event", async () => {
    const input = JSON.stringify("x".repeat(200 * 1024));
    const { stepFunctions, published } = await start(alone({ Type: "Pass" }), input);
    await stepFunctions.finished(one);
    expect(published[0]?.detail).toMatchObject({ input, inputDetails: { included: true } });
    expect(published[1]?.detail).toMatchObject({ input: null, inputDetails: { included: false }, output: input });
  });
});

describe("who watches", () => {
  it("hears of every event as it is written, until the watch ends", async () => {
    const { clock, stepFunctions } = await startStepFunctions();
    const heard: string[] = [];
    const end = stepFunctions.watch(({ executionArn: arn, event }) =>
      heard.push(`${arn.split(":").at(-1)} ${event.type}`),
    );
    const definition = text(inOrder({ A: { Type: "Pass" }, W: { Type: "Wait", Seconds: 60 } }));
    stepFunctions.createStateMachine({ name: "machine", definition, roleArn });
    stepFunctions.startExecution({ stateMachineArn, name: "one" });
    await clock.advance(1000);
    const sofar = ["one ExecutionStarted", "one PassStateEntered", "one PassStateExited", "one WaitStateEntered"];
    expect(heard).toEqual(sofar);
    end();
    await clock.playUntil(stepFunctions.finished(one));
    expect(heard).toEqual(sofar);
  });

  it("can ask after the execution at once", async () => {
    const { stepFunctions } = await startStepFunctions();
    stepFunctions.createStateMachine({ name: "machine", definition: text(alone({ Type: "Pass" })), roleArn });
    const ends: unknown[] = [];
    stepFunctions.watch(({ executionArn: arn, event }) => {
      if (event.type === "ExecutionStarted") ends.push(stepFunctions.finished(arn));
    });
    stepFunctions.startExecution({ stateMachineArn, name: "one" });
    await stepFunctions.finished(one);
    expect(await Promise.all(ends)).toMatchObject([{ status: "SUCCEEDED" }]);
  });
});

describe("a function", () => {
  it("is invoked by its ARN", async () => {
    const calls: unknown[] = [];
    const invokeFunction = async (...[functionArn, payload]: [string, unknown, AbortSignal]) => {
      calls.push([functionArn, payload]);
      return 1;
    };
    const { stepFunctions } = await start(alone(task("fn")), '{"a":1}', { invokeFunction });
    expect(await stepFunctions.finished(one)).toMatchObject({ output: "1" });
    expect(calls).toEqual([["arn:aws:lambda:us-east-1:123456789012:function:fn", { a: 1 }]]);
  });
});

describe("stop", () => {
  it("ends what runs and tells nobody", async () => {
    const { clock, stepFunctions, published } = await start(alone({ Type: "Wait", Seconds: 60 }));
    const heard: unknown[] = [];
    stepFunctions.watch((event) => heard.push(event));
    await clock.advance(1000);
    const before = heard.length;
    await stepFunctions.stop();
    expect(await stepFunctions.finished(one)).toMatchObject({ status: "ABORTED" });
    expect(published.map(({ detail }) => detail["status"])).toEqual(["RUNNING"]);
    expect(heard).toHaveLength(before);
  });
});

describe("finished", () => {
  it("rejects for an execution that is not there", async () => {
    const { stepFunctions } = await startStepFunctions();
    await expect(stepFunctions.finished(one)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  });
});

describe("AWS::StepFunctions::StateMachine", () => {
  const definition = alone({ Type: "Pass" });
  const create = async (properties: Record<string, unknown>, logicalId = "Machine") => {
    const { client, stepFunctions } = await startStepFunctions();
    const type = stepFunctions.resourceTypes["AWS::StepFunctions::StateMachine"];
    const resource = await type?.create({
      stackName: "stack",
      logicalId,
      properties: { RoleArn: roleArn, ...properties },
    });
    return { client, stepFunctions, resource };
  };

  it("becomes a state machine; Ref and Arn are its ARN", async () => {
    const { stepFunctions, resource } = await create({ StateMachineName: "named", DefinitionString: text(definition) });
    expect(resource).toEqual({
      physicalId: machineArn("named"),
      attributes: { Arn: machineArn("named"), Name: "named" },
    });
    const { executionArn: arn = "" } = stepFunctions.startExecution({ stateMachineArn: machineArn("named") });
    expect(await stepFunctions.finished(arn)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("takes its definition as an object, and a name from stack and logical id", async () => {
    const { resource } = await create({ Definition: definition, StateMachineType: "STANDARD" });
    expect(resource?.attributes["Name"]).toMatch(/^stack-Machine-[0-9A-Za-z]{12}$/);
    expect(resource?.physicalId).toBe(machineArn(resource?.attributes["Name"] ?? ""));
    const again = await create({ Definition: definition });
    expect(again.resource).toEqual(resource);
  });

  it("keeps a derived name within 80 characters", async () => {
    const { resource } = await create({ Definition: definition }, "M".repeat(100));
    expect(resource?.attributes["Name"]).toHaveLength(80);
  });

  it("refuses a definition that cannot be played", async () => {
    await expect(create({ DefinitionString: "{}" })).rejects.toMatchObject({ name: "InvalidDefinition" });
  });
});
