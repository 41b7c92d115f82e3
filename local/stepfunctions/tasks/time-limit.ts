import type { Clock, Timer } from "../../clock.ts";
import { StatesError, statesErrors } from "../interpreter/states-errors.ts";
import type { TimeLimits } from "./task-events.ts";

/**
 * Does `work`, but waits no longer than the limits allow: then rejects with `States.Timeout` and aborts the work's
 * signal. A missed heartbeat is a `States.Timeout` too, as AWS records it; `Catch` may call it `States.HeartbeatTimeout`.
 * @param signal aborts the work; the promise rejects with its reason at once
 */
export function withinLimits<Result>(
  { clock, signal, timeoutInSeconds, heartbeatInSeconds }: TimeLimits & { clock: Clock; signal: AbortSignal },
  work: (signal: AbortSignal, heartbeat: () => void) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const giveUp = (reason: unknown) => {
    stop.abort(reason);
    reject(reason);
  };
  const abort = () => giveUp(signal.reason);

  const timeout = startTimer(clock, timeoutInSeconds, () => giveUp(new StatesError(statesErrors.timeout, undefined)));
  let pulse: Timer | undefined;
  const heartbeat = () => {
    pulse?.cancel();
    pulse = startTimer(clock, heartbeatInSeconds, () => giveUp(missedHeartbeat()));
  };

  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  heartbeat();
  work(stop.signal, heartbeat).then(resolve, reject);
  return promise.finally(() => {
    timeout?.cancel();
    pulse?.cancel();
    signal.removeEventListener("abort", abort);
  });
}

function startTimer(clock: Clock, seconds: number | undefined, run: () => void): Timer | undefined {
  return seconds === undefined ? undefined : clock.startTimer(seconds * 1000, run);
}

function missedHeartbeat(): StatesError {
  return new StatesError(statesErrors.timeout, undefined, { aliases: [statesErrors.heartbeatTimeout] });
}
