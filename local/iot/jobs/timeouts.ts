import type { Clock, Timer } from "../../clock.ts";
import { invalidRequest } from "../errors.ts";
import type { JobExecution } from "./job.ts";

const longestTimeout = 10_080; // minutes, 7 days

/** @throws AwsError `InvalidRequestException` for what is not 1 to 10,080 whole minutes */
export function checkTimeout(name: string, minutes: number | undefined): void {
  if (minutes === undefined || (Number.isInteger(minutes) && minutes >= 1 && minutes <= longestTimeout)) return;
  throw invalidRequest(`${name} must be 1 to ${longestTimeout}, not ${minutes}`);
}

/**
 * Ends executions that stay in progress for too long: the job as a whole, or a step that the device gave itself a time
 * for. Returns what must be told of every change of an execution.
 */
export function createTimeouts(
  clock: Clock,
  timeOut: (execution: JobExecution) => void,
): (execution: JobExecution) => void {
  const timers = new Map<JobExecution, Timer>();
  return (execution) => {
    timers.get(execution)?.cancel();
    timers.delete(execution);
    const deadline = deadlineOf(execution);
    if (deadline !== undefined)
      timers.set(
        execution,
        clock.startTimer(deadline - clock.now(), () => timeOut(execution)),
      );
  };
}

/** Whole seconds until the execution times out; nothing if it will not. AWS may be up to 60 seconds later, local AWS is not. */
export function secondsBeforeTimedOut(execution: JobExecution, now: number): number | undefined {
  const deadline = deadlineOf(execution);
  return deadline === undefined ? undefined : Math.max(0, Math.ceil((deadline - now) / 1000));
}

/** A step can end before the time for the whole, never after it. */
function deadlineOf({ job, thingName, status, inProgressDeadline, stepDeadline }: JobExecution): number | undefined {
  const isThere = job.executions.has(thingName) && status === "IN_PROGRESS";
  const deadlines = [inProgressDeadline, stepDeadline].filter((deadline) => deadline !== undefined);
  return isThere && deadlines.length > 0 ? Math.min(...deadlines) : undefined;
}
