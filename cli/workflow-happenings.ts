import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Release } from "../functions/firmware/release.ts";
import type { WorkflowHappening } from "./happenings.ts";

/**
 * Reads the events of executions' histories, each history from its start; undefined for those nobody needs to see (that a task
 * was scheduled, or begun).
 */
export function createWorkflowReader(): (executionArn: string, event: HistoryEvent) => WorkflowHappening | undefined {
  const traces = new Map<string, Trace>();
  return (executionArn, event) => {
    const trace = traces.get(executionArn) ?? { states: new Map(), failures: new Set() };
    traces.set(executionArn, trace);
    const execution = executionArn.slice(executionArn.lastIndexOf(":") + 1);
    const happening = happeningOf(execution, event, trace);
    if (happening?.type === "execution ended") traces.delete(executionArn);
    return happening;
  };
}

/** What earlier events of an execution tell of later ones: each names the one before it, also where the iterations of a Map interleave. */
interface Trace {
  /** By an event's id: the state it is of. */
  readonly states: Map<number, string>;
  /** The ids of failed attempts. */
  readonly failures: Set<number>;
}

function happeningOf(execution: string, event: HistoryEvent, trace: Trace): WorkflowHappening | undefined {
  const { id = 0, previousEventId = 0, type = "" } = event;
  const entered = event.stateEnteredEventDetails;
  const exited = event.stateExitedEventDetails;
  const state = (entered ?? exited)?.name ?? trace.states.get(previousEventId) ?? "";
  trace.states.set(id, state);
  if (entered) return { type: "state entered", execution, kind: kindOf(type), state };
  if (exited) {
    const caught = trace.failures.has(previousEventId);
    return { type: "state left", execution, kind: kindOf(type), state, output: json(exited.output), caught };
  }
  if (event.executionStartedEventDetails) {
    return { type: "execution started", execution, input: json(event.executionStartedEventDetails.input) };
  }
  const ended = endings[type];
  const failure = failureOf(event);
  if (ended) return { type: "execution ended", execution, status: ended, ...failure };
  if (!/^(Task|LambdaFunction)(Failed|TimedOut)$/.test(type)) return undefined;
  trace.failures.add(id);
  return { type: "attempt failed", execution, state, ...failure };
}

const endings: Readonly<Record<string, "SUCCEEDED" | "FAILED" | "ABORTED" | "TIMED_OUT">> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionAborted: "ABORTED",
  ExecutionTimedOut: "TIMED_OUT",
};

/** `TaskStateEntered` → `Task`. */
function kindOf(type: string): string {
  return type.replace(/State(Entered|Exited)$/, "");
}

function failureOf(event: HistoryEvent): { error: string; cause: string } {
  const details =
    event.executionFailedEventDetails ??
    event.executionAbortedEventDetails ??
    event.executionTimedOutEventDetails ??
    event.lambdaFunctionFailedEventDetails ??
    event.lambdaFunctionTimedOutEventDetails ??
    event.taskFailedEventDetails ??
    event.taskTimedOutEventDetails;
  return { error: details?.error ?? "", cause: details?.cause ?? "" };
}

function json(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** The release that Describe Release made out of an upload, if it just did. */
export function describedRelease(happening: WorkflowHappening): Release | undefined {
  const found = happening.type === "state left" && happening.state === "Describe Release" && !happening.caught;
  return found ? (happening.output as Release) : undefined;
}

/** Whether Admit Release just let a release go on. */
export function isAdmission(happening: WorkflowHappening): boolean {
  if (happening.type !== "state left" || happening.state !== "Admit Release" || happening.caught) return false;
  const { state }: { state?: unknown } = Object(happening.output);
  return state === "admitted";
}
