import { vi } from "vitest";
import { sleep } from "../../local/clock.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import type { EagerClock } from "./eager-clock.ts";

/** Waits for work; meanwhile the waiting inside local AWS is left out. */
export type Wait = <Result>(work: Promise<Result>) => Promise<Result>;

/** Milliseconds of real time; a test's own limit is 20 seconds. */
const patience = 15_000;

/**
 * Lets a clock jump to whatever is due next only while somebody waits by one of the functions in return, and no Lambda
 * function runs: to a function that runs, and to a test that looks around, time passes as it does on a wall.
 */
export function eagerWaiting(clock: EagerClock, { onInvocation }: Pick<LocalAws, "onInvocation">) {
  const running = new Map<string, () => void>();
  onInvocation(({ requestId, phase }) => {
    running.get(requestId)?.();
    if (phase === "started") running.set(requestId, clock.hold());
    else running.delete(requestId);
  });
  let waiting = 0;
  let resume = clock.hold();
  const wait: Wait = async (work) => {
    waiting += 1;
    if (waiting === 1) resume();
    try {
      return await work;
    } finally {
      waiting -= 1;
      if (waiting === 0) resume = clock.hold();
    }
  };
  return {
    wait,

    /** Lets so many milliseconds pass, with all that is due in them: a day and its sweeps take ten seconds. */
    pass: (milliseconds: number): Promise<void> => wait(sleep(clock, milliseconds)),

    /** Lets so many milliseconds be over at once, as when a computer has slept: what was due in them happens once, now. */
    leap: (milliseconds: number): void => clock.leap(milliseconds),

    /** Lets time pass until a look shows what is waited for, and returns that. */
    until: <Seen>(look: () => Seen | undefined | Promise<Seen | undefined>): Promise<Seen> =>
      wait(vi.waitFor(async () => required(await look()), { timeout: patience, interval: 10 })),
  };
}

function required<Seen>(seen: Seen | undefined): Seen {
  if (seen === undefined) throw new Error(`It has not come about after ${patience} ms`);
  return seen;
}
