import type { InvocationListener, LocalAws } from "../../local/start.ts";
import type { EagerClock } from "./eager-clock.ts";

/** Waits for work; meanwhile the waiting inside local AWS is left out. */
export type Wait = <Result>(work: Promise<Result>) => Promise<Result>;

/**
 * Lets a clock jump to whatever is due next only while somebody waits by the function in return, and no Lambda function
 * runs: to a function that runs, and to a test that looks around, time passes as it does on a wall.
 */
export function eagerWaiting(clock: EagerClock, { onInvocation }: Pick<LocalAws, "onInvocation">): Wait {
  const running = new Map<string, () => void>();
  const heed: InvocationListener = ({ requestId, phase }) => {
    if (phase === "started") running.set(requestId, clock.hold());
    else running.get(requestId)?.();
  };
  onInvocation(heed);
  let waiting = 0;
  let resume = clock.hold();
  return async (work) => {
    waiting += 1;
    if (waiting === 1) resume();
    try {
      return await work;
    } finally {
      waiting -= 1;
      if (waiting === 0) resume = clock.hold();
    }
  };
}
