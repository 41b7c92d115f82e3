import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../clock.ts";
import { deadLetterAttributes, type SendDeadLetter, statusOf } from "./dead-letter.ts";
import type { EventInvokeConfig } from "./event-invoke-config.ts";
import type { LambdaFunction } from "./function.ts";
import { type FunctionError, functionError, type Invocation, type Outcome } from "./invocation.ts";
import type { Sandboxes } from "./sandboxes.ts";

/** What happens to an invocation, for whoever watches. */
export interface InvocationEvent {
  readonly functionName: string;
  readonly requestId: string;
  /** `given up`: an asynchronous invocation that failed for the last time. */
  /** Whether somebody waits for its result. */
  readonly isAwaited: boolean;
  /** `given up`: one that nobody waits for failed for the last time. */
  readonly phase: "started" | "succeeded" | "failed" | "given up";
  /** When it failed or was given up. */
  readonly error?: FunctionError;
  /** When it failed: what was written meanwhile, a line each. */
  readonly log?: readonly string[];
}

/** Runs invocations, and those that nobody waits for once more when they fail. */
export interface Invoker {
  invoke(fn: LambdaFunction, invocation: Invocation): Promise<Outcome>;
  invokeLater(fn: LambdaFunction, invocation: Invocation): void;
  /** Returns what ends the watching. */
  watch(listener: (event: InvocationEvent) => void): () => void;
  /** Ends the waiting of what would be tried again. */
  stop(): void;
}

/** Milliseconds before an asynchronous invocation that failed is tried again: AWS waits a minute, then two. */
const retryDelays = [60_000, 120_000];

interface Tries {
  /** When the first one was, milliseconds since 1970. */
  readonly began: number;
  readonly failed: number;
}

/** What an invoker works with. */
interface InvokerOptions {
  readonly clock: Clock;
  readonly sandboxes: Sandboxes;
  /** A function as it is now: it may have been changed between two tries. */
  current(functionName: string): LambdaFunction | undefined;
  /** How often and how long a function by its name is tried. */
  configOf(functionName: string): EventInvokeConfig;
  readonly sendDeadLetter: SendDeadLetter;
}

export function createInvoker({ clock, sandboxes, current, configOf, sendDeadLetter }: InvokerOptions): Invoker {
  const listeners = new Set<(event: InvocationEvent) => void>();
  const retries = new Set<Timer>();
  let isStopped = false;
  const tell = (event: InvocationEvent) => {
    for (const listener of listeners) listener(event);
  };

  const run = async (fn: LambdaFunction, invocation: Invocation, isAwaited: boolean): Promise<Outcome> => {
    const about = { functionName: fn.name, requestId: invocation.requestId, isAwaited };
    tell({ ...about, phase: "started" });
    const outcome = await sandboxes.run(fn, invocation);
    if (outcome.ok) tell({ ...about, phase: "succeeded" });
    else tell({ ...about, phase: "failed", error: functionError(outcome.json), log: outcome.log });
    return outcome;
  };
  const giveUp = async (fn: LambdaFunction, invocation: Invocation, error: FunctionError, status: number) => {
    const { requestId, event } = invocation;
    try {
      if (fn.deadLetterTarget !== undefined) {
        const sender = { functionArn: fn.arn, roleArn: fn.role };
        await sendDeadLetter(fn.deadLetterTarget, event, deadLetterAttributes(invocation, error, status), sender);
      }
    } catch {
      // Lambda, too, lets an event go that its dead-letter queue does not take
    }
    tell({ functionName: fn.name, requestId, isAwaited: false, phase: "given up", error });
  };
  const attempt = async (fn: LambdaFunction, invocation: Invocation, tries: Tries): Promise<void> => {
    const outcome = await run(fn, invocation, false);
    if (outcome.ok || isStopped) return;
    const { maximumRetryAttempts, maximumEventAge } = configOf(fn.name);
    const delay = retryDelays.slice(0, maximumRetryAttempts)[tries.failed];
    if (delay === undefined || clock.now() + delay > tries.began + maximumEventAge * 1000) {
      return giveUp(fn, invocation, functionError(outcome.json), 200);
    }
    const timer = clock.startTimer(delay, () => {
      retries.delete(timer);
      start(current(fn.name) ?? fn, invocation, { ...tries, failed: tries.failed + 1 });
    });
    retries.add(timer);
  };
  const start = (fn: LambdaFunction, invocation: Invocation, tries: Tries) => {
    attempt(fn, invocation, tries).catch((error: Error) => {
      const reported = { errorType: error.name, errorMessage: error.message };
      if (!isStopped) giveUp(fn, invocation, reported, statusOf(error));
    });
  };

  return {
    invoke: (fn, invocation) => run(fn, invocation, true),
    invokeLater: (fn, invocation) => start(fn, invocation, { began: clock.now(), failed: 0 }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      isStopped = true;
      for (const timer of retries) timer.cancel();
      retries.clear();
    },
  };
}

/** An invocation of `payload`, which is sent as JSON. */
export function invocationOf(payload: unknown): Invocation {
  return { requestId: randomUUID(), event: JSON.stringify(payload) ?? "null" };
}
