import type { Clock, Timer } from "../../local/clock.ts";

interface PendingTimer {
  readonly due: number;
  readonly run: () => void;
}

const quietMilliseconds = 4;

/**
 * The computer's time, with the waiting left out: whenever nothing has happened for some milliseconds, time jumps to the
 * next timer. For journeys through real processes and sockets, which a virtual clock cannot see the end of.
 */
export class EagerClock implements Clock {
  /** How far this clock is ahead of the computer's. */
  #skipped = 0;
  #timers: PendingTimer[] = [];
  #underWay = 0;
  #lastSeen = performance.now();
  readonly #pulse: NodeJS.Timeout;

  constructor() {
    this.#pulse = setInterval(() => this.#beat(), 1);
  }

  now(): number {
    return Date.now() + this.#skipped;
  }

  startTimer(milliseconds: number, run: () => void): Timer {
    const timer = { due: this.now() + Math.max(0, milliseconds), run };
    this.#timers.push(timer);
    this.#timers.sort((one, other) => one.due - other.due);
    return { cancel: () => this.#drop(timer) };
  }

  /** Time is ahead by that much at once, as when a computer has slept: what was due on the way happens now, and only once. */
  leap(milliseconds: number): void {
    this.#skipped += milliseconds;
  }

  /** Something happened: time does not jump for a moment. */
  touch(): void {
    this.#lastSeen = performance.now();
  }

  /** Time does not jump until the function in return is called. */
  hold(): () => void {
    this.#underWay += 1;
    let held = true;
    return () => {
      if (held) this.#underWay -= 1;
      held = false;
      this.touch();
    };
  }

  stop(): void {
    clearInterval(this.#pulse);
    this.#timers = [];
  }

  #beat(): void {
    const next = this.#timers[0];
    if (!next) return;
    const isQuiet = this.#underWay === 0 && performance.now() - this.#lastSeen > quietMilliseconds;
    if (isQuiet) this.#skipped += Math.max(0, next.due - this.now());
    while (this.#timers[0] && this.#timers[0].due <= this.now()) {
      const due = this.#timers[0];
      this.#drop(due);
      this.touch();
      due.run();
    }
  }

  #drop(timer: PendingTimer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }
}
