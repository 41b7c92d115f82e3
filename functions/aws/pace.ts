import { setTimeout as sleep } from "node:timers/promises";

/** Time that only goes forward, in milliseconds. */
export interface Stopwatch {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const monotonic: Stopwatch = { now: () => performance.now(), sleep };

/**
 * Spaces calls out evenly, so that a loop stays below one of AWS's quotas, which count the whole account's calls. Each call
 * of what this returns resolves when it is its turn.
 */
export function pace(perSecond: number, { now, sleep }: Stopwatch = monotonic): () => Promise<void> {
  const gap = 1000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const turn = Math.max(now(), next);
    next = turn + gap;
    const wait = turn - now();
    if (wait > 0) await sleep(wait);
  };
}
