/** A limit on how long a process may take. */
export interface RealTimeLimit {
  readonly reached: Promise<void>;
  /** Begins anew. Returns when it will be reached: milliseconds since 1970. */
  restart(milliseconds: number): number;
  cancel(): void;
}

/**
 * The one thing in local AWS that does not go by its clock: a function's process lives in the computer's own time. Were an hour of
 * the clock a minute, a function that may take 50 seconds would be killed in its first one.
 */
export function startRealTimeLimit(milliseconds: number): RealTimeLimit {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  let timeout = setTimeout(resolve, milliseconds);
  return {
    reached,
    restart(again) {
      clearTimeout(timeout);
      timeout = setTimeout(resolve, again);
      return Date.now() + again;
    },
    cancel: () => clearTimeout(timeout),
  };
}
