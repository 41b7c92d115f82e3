import type { Clock, Timer } from "../../clock.ts";

/** A clock whose timers all end at once, so that a process with jobs still rolling out can end. */
export function stoppableClock(clock: Clock): Clock & { stop(): void } {
  const timers = new Set<Timer>();
  return {
    now: () => clock.now(),
    startTimer(milliseconds, run) {
      const timer = clock.startTimer(milliseconds, () => {
        timers.delete(timer);
        run();
      });
      timers.add(timer);
      return {
        cancel() {
          timers.delete(timer);
          timer.cancel();
        },
      };
    },
    stop() {
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}
