import { constants } from "node:os";

/** Somebody pressed Ctrl-C (SIGINT), or asked the process to end (SIGTERM). */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  /** As shells report it: 130 or 143. */
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`Interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

const echo = 1_000; // milliseconds: npm sends a Ctrl-C on to us that we have had from the terminal already

/**
 * Aborts with `Interrupted` at the first SIGINT or SIGTERM, so that what was started can be stopped. Whoever loses patience and
 * sends another one, a second later or more, ends the process at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const interrupt = (signal: "SIGINT" | "SIGTERM") => {
    const reason = new Interrupted(signal);
    first ??= performance.now();
    if (controller.signal.aborted && performance.now() - first > echo) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}

/** Resolves like `work`, or rejects with the signal's reason as soon as it aborts. */
export function orInterrupted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Aborts with an Error that says `message`, so many milliseconds from now. Keeps no process alive. */
export function deadline(milliseconds: number, message: string): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error(message)), milliseconds).unref();
  return controller.signal;
}
