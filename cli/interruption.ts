import { constants } from "node:os";

/** Somebody pressed Ctrl-C (SIGINT), asked the process to end (SIGTERM), closed its terminal (SIGHUP) or reads it no more (SIGPIPE). */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: InterruptingSignal;
  /** As shells report it: 129, 130, 141 or 143. */
  readonly exitCode: number;

  constructor(signal: InterruptingSignal) {
    super(`Interrupted by ${signal}`);
    this.signal = signal;
    this.exitCode = 128 + constants.signals[signal];
  }
}

type InterruptingSignal = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGPIPE";

const echo = 1_000; // milliseconds: npm sends a Ctrl-C on to us that we have had from the terminal already

/**
 * Aborts with `Interrupted` at the first SIGINT, SIGTERM or SIGHUP, so that what was started can be stopped. Whoever loses
 * patience and sends another one, a second later or more, ends the process at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const interrupt = (signal: "SIGINT" | "SIGTERM" | "SIGHUP") => {
    const reason = new Interrupted(signal);
    first ??= performance.now();
    if (controller.signal.aborted && performance.now() - first > echo) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
  return controller.signal;
}

/**
 * Aborts as soon as the stream cannot be written to: with `Interrupted` by SIGPIPE when its reader went away (`ota demo | head`),
 * else with an Error that says why. From now on such a stream throws nothing.
 */
export function brokenOutput(stream: NodeJS.WritableStream): AbortSignal {
  const controller = new AbortController();
  stream.on("error", (error: NodeJS.ErrnoException) => {
    const isUnread = error.code === "EPIPE";
    controller.abort(isUnread ? new Interrupted("SIGPIPE") : new Error(`Cannot write the output: ${error.message}`));
  });
  return controller.signal;
}

/** Aborts with an Error that says `message`, so many milliseconds from now. Keeps no process alive. */
export function deadline(milliseconds: number, message: string): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error(message)), milliseconds).unref();
  return controller.signal;
}
