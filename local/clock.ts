import { passTurns } from "./event-loop.ts";

/** A timer that has not fired yet. */
export interface Timer {
  /** Keeps it from firing; harmless when it already has. */
  cancel(): void;
}

/** The one source of time in local AWS. Every wait, deadline and timestamp of a service comes from the clock it was handed. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls `run` once, `milliseconds` of this clock's time from now. */
  startTimer(milliseconds: number, run: () => void): Timer;
  /** How many times as fast as the computer's time it passes; left out: once. Who waits for a process must allow for it. */
  readonly speed?: number;
}

/** Resolves after `milliseconds` of the clock's time; rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.startTimer(milliseconds, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** How far a clock is ahead of the computer's time, in milliseconds: for processes and clients that have only the latter. */
export function leadOf(clock: Clock): number {
  return clock.now() - Date.now();
}

const longestTimeout = 2 ** 31 - 1; // what setTimeout can hold: a longer one would fire at once

/** The computer's own time, or `speed` times as fast as it from the moment it is made. */
export function realClock({ speed = 1 }: { speed?: number } = {}): Clock {
  const start = Date.now();
  const now = () => start + (Date.now() - start) * speed;
  return {
    now,
    speed,
    startTimer(milliseconds, run) {
      const due = now() + milliseconds;
      let timeout: NodeJS.Timeout;
      const wait = () => {
        const left = Math.max(0, (due - now()) / speed);
        timeout = setTimeout(fire, Math.min(left, longestTimeout));
      };
      const fire = () => (now() < due ? wait() : run()); // too early: cut short, or set off by another clock than Date's
      wait();
      return { cancel: () => clearTimeout(timeout) };
    },
  };
}

const turnsToSettle = 4; // of what a timer set off

/** Time that passes only when a test lets it. Timers fire in the order they are due, each at exactly its own time. */
export class VirtualClock implements Clock {
  #now: number;
  #timers: { due: number; run: () => void }[] = [];

  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  startTimer(milliseconds: number, run: () => void): Timer {
    const timer = { due: this.#now + Math.max(0, milliseconds), run };
    const after = this.#timers.findIndex((other) => other.due > timer.due);
    this.#timers.splice(after === -1 ? this.#timers.length : after, 0, timer);
    return { cancel: () => this.#drop(timer) };
  }

  /** Lets time pass: all timers due in it fire, with time in between for what they set off. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await passTurns(turnsToSettle);
    for (let next = this.#timers[0]; next && next.due <= end; next = this.#timers[0]) await this.#fire(next);
    this.#now = end;
    await passTurns(turnsToSettle);
  }

  /** Lets as much time pass as `work` needs: jumps to the next timer whenever nothing else goes on. For work that waits for nothing but this clock. */
  async playUntil<Result>(work: Promise<Result>): Promise<Result> {
    let over = false;
    const watched = work.finally(() => {
      over = true;
    });
    watched.catch(() => {}); // reported by the await below
    await passTurns(turnsToSettle);
    while (!over) {
      const next = this.#timers[0];
      if (next) await this.#fire(next);
      else await passTurns(turnsToSettle);
    }
    return watched;
  }

  #drop(timer: { due: number; run: () => void }): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }

  async #fire(timer: { due: number; run: () => void }): Promise<void> {
    this.#drop(timer);
    this.#now = Math.max(this.#now, timer.due);
    timer.run();
    await passTurns(turnsToSettle);
  }
}
