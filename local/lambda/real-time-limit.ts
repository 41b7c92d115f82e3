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
  // biome-ignore lint/plugin: of a process
  const start = (limit: number) => setTimeout(resolve, limit);
  let timeout = start(milliseconds);
  return {
    reached,
    restart(again) {
      clearTimeout(timeout);
      timeout = start(again);
      // biome-ignore lint/plugin: of a process
      return Date.now() + again;
    },
    cancel: () => clearTimeout(timeout),
  };
}
