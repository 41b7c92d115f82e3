import type { Retrier } from "../definition.ts";
import { matchesError, type StatesError } from "./states-errors.ts";

/** Decides, failure by failure, whether a state is tried again. */
export interface RetryPlan {
  /** How many times it has been tried again so far. */
  readonly count: number;
  /** The seconds to wait before the next attempt; none when the failure is final. */
  delayAfter(failure: StatesError): number | undefined;
}

/**
 * A plan over a state's retriers: the first whose `ErrorEquals` means the failure decides, and each counts its own
 * attempts (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error).
 * @param random what full jitter is drawn by: at least 0, less than 1
 */
export function retryPlan(retriers: readonly Retrier[], random: () => number): RetryPlan {
  const attempts = new Map<Retrier, number>();
  const plan = {
    count: 0,
    delayAfter(failure: StatesError) {
      const retrier = retriers.find(({ ErrorEquals }) => matchesError(ErrorEquals, failure));
      if (!retrier) return undefined;
      const tried = attempts.get(retrier) ?? 0;
      if (tried >= (retrier.MaxAttempts ?? 3)) return undefined;
      attempts.set(retrier, tried + 1);
      plan.count++;
      return delay(retrier, tried, random);
    },
  };
  return plan;
}

function delay(retrier: Retrier, tried: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  const seconds = Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** tried);
  return retrier.JitterStrategy === "FULL" ? random() * seconds : seconds;
}
