import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import type { Definition } from "../../../local/stepfunctions/definition.ts";
import { TaskFailure } from "../../../local/stepfunctions/task-failure.ts";
import { alone, inJsonata, inOrder, task } from "../../support/asl.ts";
import { detailsOf, lines } from "../../support/history-events.ts";
import { executionArn, startWithMachine, stateMachineArn } from "../../support/step-functions.ts";

const arn = executionArn("one");
const day = 86_400_000;

/** A machine whose tasks answer with what they are given, or fail as they are told; with one execution that has ended. */
async function ended(definition: Definition, answers: Record<string, "fail" | "hang" | undefined> = {}) {
  const calls: string[] = [];
  const invokeFunction = async (functionArn: string, payload: unknown) => {
    const name = functionArn.split(":").at(-1) ?? "";
    const called = typeof payload === "string" ? `${name} ${payload}` : name;
    calls.push(called);
    const how = answers[called] ?? answers[name];
    if (how === "fail") throw new TaskFailure("Broken", `${called} is broken`);
    return how === "hang" ? new Promise(() => {}) : payload;
  };
  const { client, clock, stepFunctions, published } = await startWithMachine(definition, { invokeFunction });
  const finish = () => clock.playUntil(stepFunctions.finished(arn));
  stepFunctions.startExecution({ stateMachineArn, name: "one", input: '"in"' });
  return {
    answers,
    calls,
    client,
    clock,
    published,
    finish,
    stop: () => client.send(new StopExecutionCommand({ executionArn: arn })),
    redrive: (clientToken?: string) => client.send(new RedriveExecutionCommand({ executionArn: arn, clientToken })),
    history: async () => (await client.send(new GetExecutionHistoryCommand({ executionArn: arn }))).events ?? [],
  };
}

describe("RedriveExecution", () => {
  const failing = inOrder(
    {
      First: task("first", { Assign: { kept: "{% $states.input %}" } }),
      Second: task("second", { Arguments: "{% $kept %}" }),
      Third: { Type: "Pass", Output: "{% $kept & ' and out' %}" },
    },
    inJsonata,
  );

  it("goes on with the task that failed, with its input and the variables; those before are not run again", async () => {
    const { answers, calls, finish, redrive } = await ended(failing, { second: "fail" });
    expect(await finish()).toMatchObject({ status: "FAILED", error: "Broken" });
    answers["second"] = undefined;
    await redrive();
    expect(await finish()).toMatchObject({ status: "SUCCEEDED", output: '"in and out"' });
    expect(calls).toEqual(["first in", "second in", "second in"]);
  });

  it("adds to the history: the task is scheduled anew after its first entering", async () => {
    const { answers, finish, redrive, history } = await ended(alone(task("first")), { first: "fail" });
    await finish();
    answers["first"] = undefined;
    await redrive();
    await finish();
    const events = await history();
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 TaskStateEntered <0",
      "3 LambdaFunctionScheduled <2",
      "4 LambdaFunctionStarted <3",
      "5 LambdaFunctionFailed <4",
      "6 ExecutionFailed <5",
      "7 ExecutionRedriven <6",
      "8 LambdaFunctionScheduled <2",
      "9 LambdaFunctionStarted <8",
      "10 LambdaFunctionSucceeded <9",
      "11 TaskStateExited <10",
      "12 ExecutionSucceeded <11",
    ]);
    expect(detailsOf(events, "ExecutionRedriven")).toEqual({ executionRedrivenEventDetails: { redriveCount: 1 } });
  });

  it("counts a task's retries anew", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }];
    const { calls, finish, redrive } = await ended(alone(task("first", { Retry })), { first: "fail" });
    await finish();
    await redrive();
    expect(await finish()).toMatchObject({ status: "FAILED" });
    expect(calls).toHaveLength(6);
  });

  it("goes on with one that was stopped, with the machine's time anew", async () => {
    const { calls, clock, finish, stop, redrive } = await ended(
      inOrder({ First: task("first"), Wait: { Type: "Wait", Seconds: 60 } }, { TimeoutSeconds: 100 }),
    );
    await clock.advance(50_000);
    await stop();
    await redrive();
    expect(await finish()).toMatchObject({ status: "SUCCEEDED" });
    expect(calls).toEqual(["first in"]);
  });

  it("ends again when the execution had ended in a Fail state, which is entered anew", async () => {
    const definition = inOrder({ First: { Type: "Pass" }, Fail: { Type: "Fail", Error: "Meant", Cause: "so" } });
    const { finish, redrive, history } = await ended(definition);
    await finish();
    await redrive();
    expect(await finish()).toMatchObject({ status: "FAILED", error: "Meant", cause: "so" });
    expect((await history()).map(({ type }) => type).slice(-5)).toEqual([
      "FailStateEntered",
      "ExecutionFailed",
      "ExecutionRedriven",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
  });

  it("plays those items of a Map again that failed or were aborted, and keeps the order", async () => {
    const ItemProcessor = inOrder({ Inner: task("inner"), Then: task("then") });
    const map = { Type: "Map", MaxConcurrency: 1, ItemProcessor };
    const definition = inOrder({ Items: { Type: "Pass", Result: ["a", "b", "c"] }, Map: map });
    const { answers, calls, finish, redrive, history } = await ended(definition, { "then b": "fail" });
    expect(await finish()).toMatchObject({ status: "FAILED" });
    const before = await history();
    answers["then b"] = undefined;
    await redrive();
    expect(await finish()).toMatchObject({ status: "SUCCEEDED", output: '["a","b","c"]' });
    expect(calls).toEqual(["inner a", "then a", "inner b", "then b", "then b", "inner c", "then c"]);
    const since = (await history()).slice(before.length).map(({ type }) => type);
    expect(since.slice(0, 2)).toEqual(["ExecutionRedriven", "LambdaFunctionScheduled"]);
    expect(since.filter((type) => type?.startsWith("Map"))).toEqual([
      "MapIterationSucceeded",
      "MapIterationStarted",
      "MapIterationSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
    ]);
  });

  it("plays those branches of a Parallel again that were aborted", async () => {
    const Branches = ["one", "two"].map((name) => inOrder({ [name]: task(name) }));
    const { calls, clock, finish, stop, redrive, answers } = await ended(alone({ Type: "Parallel", Branches }), {
      two: "hang",
    });
    await clock.advance(1);
    await stop();
    answers["two"] = undefined;
    await redrive();
    expect(await finish()).toMatchObject({ status: "SUCCEEDED", output: '["in","in"]' });
    expect(calls).toEqual(["one in", "two in", "two in"]);
  });

  it("is told by DescribeExecution, ListExecutions, EventBridge and the context object", async () => {
    const definition = inOrder(
      {
        First: task("first"),
        Wait: { Type: "Wait", Seconds: 1 },
        Then: { Type: "Pass", Output: "{% $states.context.Execution %}" },
      },
      inJsonata,
    );
    const { answers, client, clock, published, finish, redrive } = await ended(definition, { first: "fail" });
    await finish();
    answers["first"] = undefined;
    const redriveDate = new Date(clock.now());
    expect(await redrive()).toMatchObject({ redriveDate });
    const described = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    expect(described).toMatchObject({ status: "RUNNING", redriveCount: 1, redriveDate });
    expect([described.stopDate, described.error, described.cause]).toEqual([undefined, undefined, undefined]);
    const { output = "" } = await finish();
    expect(JSON.parse(output)).toMatchObject({ RedriveCount: 1, RedriveTime: redriveDate.toISOString() });
    const list = async (redriveFilter: "REDRIVEN" | "NOT_REDRIVEN") =>
      (await client.send(new ListExecutionsCommand({ stateMachineArn, redriveFilter }))).executions;
    expect(await list("REDRIVEN")).toMatchObject([{ name: "one", redriveCount: 1, redriveDate }]);
    expect(await list("NOT_REDRIVEN")).toEqual([]);
    expect(published.map(({ detail }) => [detail["status"], detail["redriveCount"]])).toEqual([
      ["RUNNING", 0],
      ["FAILED", 0],
      ["RUNNING", 1],
      ["SUCCEEDED", 1],
    ]);
  });

  it("happens once for a client's token", async () => {
    const { clock, finish, redrive } = await ended(alone(task("first")), { first: "fail" });
    await finish();
    const first = await redrive("t");
    await finish();
    await clock.advance(15 * 60_000);
    expect((await redrive("t")).redriveDate).toEqual(first.redriveDate);
    await clock.advance(1);
    expect((await redrive("t")).redriveDate).not.toEqual(first.redriveDate);
  });

  it.each([
    ["one that runs", alone({ Type: "Wait", Seconds: 60 }), 0, "Execution is RUNNING and cannot be redriven"],
    ["one that has succeeded", alone({ Type: "Pass" }), 1, "Execution is SUCCEEDED and cannot be redriven"],
    [
      "one that ended 14 days ago",
      inOrder({ Fail: { Type: "Fail" } }),
      14 * day + 1,
      "Execution redrivable period exceeded",
    ],
  ])("refuses %s", async (_what, definition, after, message) => {
    const { client, clock, redrive } = await ended(definition);
    await clock.advance(after);
    await expect(redrive()).rejects.toMatchObject({ name: "ExecutionNotRedrivable", message });
    const described = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    expect(described).toMatchObject({ redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: message });
  });

  it("refuses one that nobody started", async () => {
    const { client } = await startWithMachine(alone({ Type: "Pass" }));
    const redriven = client.send(new RedriveExecutionCommand({ executionArn: arn }));
    await expect(redriven).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
  });
});
