import { sleep } from "../../../../local/clock.ts";
import { namedError } from "../../../support/asl.ts";
import type { TaskContext, TaskStub } from "../../../support/state-machine.ts";

/** Makes what answers a task's calls in one execution. */
export type Answers = () => TaskStub;

/** Answers each call with what it was given. */
export const echo: Answers = () => (payload) => payload;

export function returning(value: unknown): Answers {
  return () => () => value;
}

/** Fails with these names, one call after the other, and then returns the number of calls. */
export function failing(...names: string[]): Answers {
  return () => {
    let calls = 0;
    return () => {
      const name = names[calls++];
      if (name !== undefined) throw namedError(name, `${name} of call ${calls}`);
      return calls;
    };
  };
}

/** Fails with `CustomError: boom`, whenever it is called. */
export const boom: Answers = () => () => {
  throw namedError("CustomError", "boom");
};

/** The cause that Lambda makes of it. */
export const boomCause = '{"errorType":"CustomError","errorMessage":"boom","trace":[]}';

/** Returns what it was given, but fails with `Three` when that is 3. */
export const notThree: Answers = () => (payload) => {
  if (payload === 3) throw namedError("Three");
  return payload;
};

/** Returns `late` after a minute. */
export const slow: Answers =
  () =>
  async (_payload, { clock }) => {
    await sleep(clock, 60_000);
    return "late";
  };

/** Adds `a` and `b`. */
export const add: Answers = () => (payload) => {
  const { a, b } = payload as { a: number; b: number };
  return { sum: a + b };
};

/** Returns at once; what happens to the token that it was handed comes later. */
export function handingOn(later: (token: string, context: TaskContext) => unknown): Answers {
  return () => (payload, context) => {
    void later((payload as { token: string }).token, context);
  };
}

/** Takes a second, and returns how many were at work at once with it, itself included. */
export const counting: Answers = () => {
  let now = 0;
  return async (_payload, { clock }) => {
    const atOnce = ++now;
    await sleep(clock, 1000);
    now--;
    return atOnce;
  };
};
