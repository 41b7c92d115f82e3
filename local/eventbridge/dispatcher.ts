import type { Clock, Timer } from "../clock.ts";
import { type DeadLetterAttributes, deadLetterAttributes, type Ending } from "./dead-letter.ts";
import type { Delivery, Dispatch } from "./delivery.ts";
import { deliveryFailure } from "./delivery-failure.ts";

/** The hands of a bus. */
export interface Hands {
  /** Hands an event to a target. What it throws, or rejects with, is a delivery that failed. */
  deliver(delivery: Delivery): unknown;
  /** Sends an event that could not be delivered to a queue. */
  sendDeadLetter(queueArn: string, body: string, attributes: DeadLetterAttributes): unknown;
  /** Hears of events that are lost: neither the target nor a dead-letter queue got them. */
  onEventLost?(delivery: Delivery, error: unknown): void;
}

/** Brings events to targets, again and again if it must. */
export interface Dispatcher {
  /** Returns before the target gets anything. */
  send(dispatch: Dispatch): void;
  /** Nothing is delivered any more. */
  stop(): void;
}

const longestDelay = 480_000;

/** Milliseconds to the next retry: from a second, doubled, to eight minutes. So 185 retries are a day. AWS tells no figures. */
function delayAfter(retries: number): number {
  return Math.min(1_000 * 2 ** retries, longestDelay);
}

export function createDispatcher(clock: Clock, hands: Hands): Dispatcher {
  const timers = new Set<Timer>();
  let isStopped = false;

  const attempt = async (dispatch: Dispatch, retries: number): Promise<void> => {
    await undefined; // whoever publishes is done first
    if (isStopped) return;
    try {
      await hands.deliver(dispatch.delivery);
    } catch (error) {
      if (!isStopped) await failed(dispatch, retries, error);
    }
  };
  const failed = async (dispatch: Dispatch, retries: number, error: unknown): Promise<void> => {
    const failure = deliveryFailure(error);
    const delay = delayAfter(retries);
    const exhausted = failure.isPassing ? exhaustion(dispatch, retries, clock.now() + delay) : undefined;
    if (!failure.isPassing || exhausted) return bury(dispatch, { failure, retries, exhausted }, error);
    const timer = clock.startTimer(delay, () => {
      timers.delete(timer);
      attempt(dispatch, retries + 1);
    });
    timers.add(timer);
  };
  const bury = async (dispatch: Dispatch, ending: Ending, error: unknown): Promise<void> => {
    const queueArn = dispatch.target.DeadLetterConfig?.Arn;
    if (queueArn === undefined) return hands.onEventLost?.(dispatch.delivery, error);
    try {
      await hands.sendDeadLetter(queueArn, JSON.stringify(dispatch.event), deadLetterAttributes(dispatch, ending));
    } catch (unsent) {
      hands.onEventLost?.(dispatch.delivery, unsent);
    }
  };

  return {
    send(dispatch) {
      attempt(dispatch, 0);
    },
    stop() {
      isStopped = true;
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}

/** What of the target's retry policy forbids another attempt at `next`, if anything does. */
function exhaustion({ target, ingested }: Dispatch, retries: number, next: number): Ending["exhausted"] {
  const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = target.RetryPolicy ?? {};
  if (retries >= MaximumRetryAttempts) return "MaximumRetryAttempts";
  return next > ingested + MaximumEventAgeInSeconds * 1000 ? "MaximumEventAgeInSeconds" : undefined;
}
