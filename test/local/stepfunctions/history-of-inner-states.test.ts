import { describe, expect, it } from "vitest";
import { sleep } from "../../../local/clock.ts";
import { alone, catching, inJsonata, inOrder, namedError, task } from "../../support/asl.ts";
import { detailsOf, lines } from "../../support/history-events.ts";
import { playMachine, type TaskContext } from "../../support/state-machine.ts";

const tasks = {
  add: () => ({ sum: 3 }),
  boom: () => {
    throw namedError("CustomError", "boom");
  },
  slow: (_payload: unknown, { clock }: TaskContext) => sleep(clock, 60_000),
};

describe("the events of a Map", () => {
  it("tell of each item; the next begins after the last event of the one before", async () => {
    const definition = alone({ Type: "Map", MaxConcurrency: 1, ItemProcessor: alone({ Type: "Pass" }) });
    const { events } = await playMachine({ definition, input: ["a", "b"] });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 MapStateEntered <0",
      "3 MapStateStarted <2",
      "4 MapIterationStarted <3",
      "5 PassStateEntered <4",
      "6 PassStateExited <5",
      "7 MapIterationSucceeded <6",
      "8 MapIterationStarted <6",
      "9 PassStateEntered <8",
      "10 PassStateExited <9",
      "11 MapIterationSucceeded <10",
      "12 MapStateSucceeded <11",
      "13 MapStateExited <11",
      "14 ExecutionSucceeded <13",
    ]);
    expect(detailsOf(events, "MapStateStarted")).toEqual({ mapStateStartedEventDetails: { length: 2 } });
    expect(detailsOf(events, "MapIterationStarted")).toEqual({
      mapIterationStartedEventDetails: { name: "S", index: 0 },
    });
  });

  it("tell who failed and who was aborted for it, all after the failure's own event", async () => {
    const definition = alone({ Type: "Map", ItemProcessor: alone(task("either")) });
    const either = (payload: unknown, context: TaskContext) => {
      if (payload === 0) throw namedError("CustomError", "boom");
      return tasks.slow(payload, context);
    };
    const { events } = await playMachine({ definition, input: [0, 1, 2], tasks: { either } });
    const failed = events.find(({ type }) => type === "LambdaFunctionFailed")?.id ?? 0;
    expect(lines(events.slice(failed))).toEqual([
      `${failed + 1} MapIterationFailed <${failed}`,
      `${failed + 2} TaskStateAborted <${failed}`,
      `${failed + 3} MapIterationAborted <${failed}`,
      `${failed + 4} TaskStateAborted <${failed}`,
      `${failed + 5} MapIterationAborted <${failed}`,
      `${failed + 6} TaskStateAborted <${failed}`,
      `${failed + 7} MapStateFailed <${failed}`,
      `${failed + 8} ExecutionFailed <${failed + 7}`,
    ]);
  });

  it("start anew with each attempt; only the last failure is the state's", async () => {
    const processor = { StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } };
    const Retry = [{ ErrorEquals: ["E"], MaxAttempts: 1 }];
    const { events } = await playMachine({
      definition: catching({ Type: "Map", ItemProcessor: processor, Retry }),
      input: [1],
    });
    expect(lines(events).slice(2, 12)).toEqual([
      "3 MapStateStarted <2",
      "4 MapIterationStarted <3",
      "5 FailStateEntered <4",
      "6 MapIterationFailed <5",
      "7 MapStateStarted <5",
      "8 MapIterationStarted <7",
      "9 FailStateEntered <8",
      "10 MapIterationFailed <9",
      "11 MapStateFailed <9",
      "12 MapStateExited <11",
    ]);
  });

  it("of a Map inside another tell of both when they are aborted", async () => {
    const inner = alone({ Type: "Map", ItemsPath: "$.items", ItemProcessor: alone({ Type: "Wait", Seconds: 60 }) });
    const branches = [inner, inOrder({ Soon: { Type: "Wait", Seconds: 1 }, Fail: { Type: "Fail", Error: "E" } })];
    const definition = alone({ Type: "Parallel", Branches: branches });
    const { events } = await playMachine({ definition, input: { items: [1] } });
    expect(events.slice(-6).map(({ type }) => type)).toEqual([
      "FailStateEntered",
      "MapIterationAborted",
      "WaitStateAborted",
      "MapStateAborted",
      "ParallelStateFailed",
      "ExecutionFailed",
    ]);
  });
});

describe("the events of a Parallel", () => {
  it("begin all branches after its start, and go on after the last one's end", async () => {
    const Branches = [alone({ Type: "Wait", Seconds: 2 }), alone({ Type: "Wait", Seconds: 1 })];
    const { events } = await playMachine({ definition: alone({ Type: "Parallel", Branches }) });
    expect(lines(events)).toEqual([
      "1 ExecutionStarted <0",
      "2 ParallelStateEntered <0",
      "3 ParallelStateStarted <2",
      "4 WaitStateEntered <3",
      "5 WaitStateEntered <3",
      "6 WaitStateExited <5",
      "7 WaitStateExited <4",
      "8 ParallelStateSucceeded <7",
      "9 ParallelStateExited <7",
      "10 ExecutionSucceeded <9",
    ]);
  });
});

describe("an expression that fails", () => {
  it("has an event of its own, with the place of the field", async () => {
    const definition = inOrder(
      { First: { Type: "Pass" }, Second: { Type: "Pass", Output: { result: "{% $nobody %}" } } },
      inJsonata,
    );
    const { events, cause } = await playMachine({ definition });
    expect(lines(events.slice(3))).toEqual(["4 PassStateEntered <3", "5 EvaluationFailed <3", "6 ExecutionFailed <5"]);
    expect(detailsOf(events, "EvaluationFailed")).toEqual({
      evaluationFailedEventDetails: {
        error: "States.QueryEvaluationError",
        cause:
          "An error occurred while executing the state 'Second' (entered at the event id #4). The JSONata expression '$nobody' specified for the field 'Output/result' returned nothing (undefined).",
        location: "Output/result",
        state: "Second",
      },
    });
    expect(cause).toBe(detailsOf(events, "EvaluationFailed").evaluationFailedEventDetails?.cause);
  });

  it.each([
    ["Items of a Map", { Items: "{% 'x' %}" }, ["EvaluationFailed", "MapStateFailed", "ExecutionFailed"]],
    [
      "ItemSelector of a Map",
      { Items: [1], ItemSelector: { v: "{% $nobody %}" } },
      ["MapIterationFailed", "MapStateFailed", "ExecutionFailed"],
    ],
  ])("fails the Map it stands in: %s", async (_words, fields, last) => {
    const definition = alone({ Type: "Map", ItemProcessor: alone({ Type: "Pass" }), ...fields }, inJsonata);
    const { events } = await playMachine({ definition });
    expect(events.slice(-3).map(({ type }) => type)).toEqual(last);
  });
});
