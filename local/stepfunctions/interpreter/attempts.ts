import { sleep } from "../../clock.ts";
import { seededRandom } from "../built-in-functions.ts";
import type { Catcher, MapState, ParallelState, TaskState } from "../definition.ts";
import type { JsonObject } from "../json.ts";
import type { Conclusion } from "./query-language.ts";
import { retryPlan } from "./retry.ts";
import { type Outcome, type Visit, writeEvent } from "./run.ts";
import { matchesError, StatesError, statesErrors } from "./states-errors.ts";

type AttemptingVisit = Visit<TaskState | ParallelState | MapState>;

/** Tries what a state does until it succeeds or `Retry` has no more attempts; then `Catch` decides where to go. */
export async function withRetryAndCatch(visit: AttemptingVisit, attempt: () => Promise<Conclusion>): Promise<Outcome> {
  const { branch, state } = visit;
  const plan = retryPlan(state.Retry ?? [], () => drawn(visit));
  for (;;) {
    countRetries(visit, plan.count);
    try {
      return { ...(await attempt()), next: state.Next };
    } catch (error) {
      branch.signal.throwIfAborted();
      if (!(error instanceof StatesError)) throw error;
      const delay = plan.delayAfter(error);
      if (delay === undefined) {
        writeStateFailed(visit, error);
        return recover(visit, error);
      }
      await sleep(branch.run.clock, delay * 1000, branch.signal);
    }
  }
}

/** A Parallel or Map that failed has an event of its own, once, after the last attempt; a field that leads nowhere has not. */
function writeStateFailed({ branch, state }: Visit, failure: StatesError): void {
  if (state.Type !== "Parallel" && state.Type !== "Map") return;
  const started = branch.running?.children !== undefined;
  branch.running = undefined;
  if (started || failure.error !== statesErrors.runtime) writeEvent(branch, `${state.Type}StateFailed`);
}

/** Another number for each execution, visit and attempt; the same when all of them are played again, as time is then. */
function drawn({ context: { Execution, State }, enteredEventId }: Visit): number {
  const { Id, StartTime, RedriveCount } = Execution;
  return seededRandom([Id, StartTime, RedriveCount, enteredEventId, State?.RetryCount].join());
}

function countRetries(visit: Visit, RetryCount: number): void {
  const { State } = visit.context;
  if (State) visit.context = { ...visit.context, State: { ...State, RetryCount } };
}

async function recover(visit: AttemptingVisit, failure: StatesError): Promise<Outcome> {
  const catcher = visit.state.Catch?.find(({ ErrorEquals }: Catcher) => matchesError(ErrorEquals, failure));
  if (!catcher) throw failure;
  return { ...(await visit.language.recover(visit, catcher, errorOutput(failure))), next: catcher.Next };
}

/** `{ Error, Cause }`; a timeout has no Cause. */
function errorOutput({ error, cause }: StatesError): JsonObject {
  return { ...(error !== undefined && { Error: error }), ...(cause !== undefined && { Cause: cause }) };
}
