import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Release } from "../functions/firmware/release.ts";
import type { Happening, WorkflowHappening } from "./happenings.ts";

/** Reads an event of an execution's history; undefined for those nobody needs to see (that a task was scheduled, or begun). */
export function workflowHappening(executionArn: string, event: HistoryEvent): WorkflowHappening | undefined {
  const execution = executionArn.slice(executionArn.lastIndexOf(":") + 1);
  const type = event.type ?? "";
  const entered = event.stateEnteredEventDetails;
  const exited = event.stateExitedEventDetails;
  if (entered) return { type: "state entered", execution, kind: kindOf(type), state: entered.name ?? "" };
  if (exited) {
    return { type: "state left", execution, kind: kindOf(type), state: exited.name ?? "", output: json(exited.output) };
  }
  if (event.executionStartedEventDetails) {
    return { type: "execution started", execution, input: json(event.executionStartedEventDetails.input) };
  }
  const ended = endings[type];
  const failure = failureOf(event);
  if (ended) return { type: "execution ended", execution, status: ended, ...failure };
  return /^(Task|LambdaFunction)(Failed|TimedOut)$/.test(type)
    ? { type: "attempt failed", execution, ...failure }
    : undefined;
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
export function describedRelease(happening: Happening): Release | undefined {
  const found = happening.type === "state left" && happening.state === "Describe Release";
  return found ? (happening.output as Release) : undefined;
}
