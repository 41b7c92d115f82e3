import { randomUUID } from "node:crypto";
import type { Clock, Timer } from "../clock.ts";
import type { LambdaFunction } from "./function.ts";
import { type FunctionError, functionError, type Invocation, type Outcome } from "./invocation.ts";
import type { Sandboxes } from "./sandboxes.ts";

/** What happens to an invocation, for whoever watches. */
export interface InvocationEvent {
  readonly functionName: string;
  readonly requestId: string;
  /** `given up`: an asynchronous invocation that failed for the last time. */
  readonly phase: "started" | "succeeded" | "failed" | "given up";
  /** When it failed. */
  readonly error?: FunctionError;
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

/** Milliseconds before an asynchronous invocation that failed is tried again: AWS waits a minute, then two, then gives up. */
const retryDelays = [60_000, 120_000];

export function createInvoker(clock: Clock, sandboxes: Sandboxes): Invoker {
  const listeners = new Set<(event: InvocationEvent) => void>();
  const retries = new Set<Timer>();
  let isStopped = false;
  const tell = (event: InvocationEvent) => {
    for (const listener of listeners) listener(event);
  };

  const invoke = async (fn: LambdaFunction, invocation: Invocation): Promise<Outcome> => {
    const about = { functionName: fn.name, requestId: invocation.requestId };
    tell({ ...about, phase: "started" });
    const outcome = await sandboxes.run(fn, invocation);
    tell(
      outcome.ok ? { ...about, phase: "succeeded" } : { ...about, phase: "failed", error: functionError(outcome.json) },
    );
    return outcome;
  };
  const attempt = async (fn: LambdaFunction, invocation: Invocation, delays: readonly number[]): Promise<void> => {
    const outcome = await invoke(fn, invocation);
    if (outcome.ok || isStopped) return;
    const [delay, ...later] = delays;
    if (delay === undefined) {
      const about = { functionName: fn.name, requestId: invocation.requestId };
      return tell({ ...about, phase: "given up", error: functionError(outcome.json) });
    }
    const timer = clock.startTimer(delay, () => {
      retries.delete(timer);
      start(fn, invocation, later);
    });
    retries.add(timer);
  };
  const start = (fn: LambdaFunction, invocation: Invocation, delays: readonly number[]) => {
    attempt(fn, invocation, delays).catch((error: unknown) => {
      if (!isStopped) throw error;
    });
  };

  return {
    invoke,
    invokeLater: (fn, invocation) => start(fn, invocation, retryDelays),
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
