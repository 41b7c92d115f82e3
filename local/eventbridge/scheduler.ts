import type { Clock, Timer } from "../clock.ts";
import type { Rule, RuleStore } from "./rule-store.ts";

/** Sets off the rules that have a schedule. */
export interface Scheduler {
  /** The first run is one period from now. */
  start(rule: Rule, period: number): void;
  stop(): void;
}

/** A rule that was put anew or deleted meanwhile is not run any more; one that is disabled only lets its turns pass. */
export function createScheduler(clock: Clock, rules: RuleStore, run: (rule: Rule) => void): Scheduler {
  const timers = new Map<string, Timer>();
  const start = (rule: Rule, period: number) => {
    timers.get(rule.name)?.cancel();
    const timer = clock.startTimer(period, () => {
      timers.delete(rule.name);
      if (rules.find(rule.name) !== rule) return;
      start(rule, period);
      if (rule.isEnabled) run(rule);
    });
    timers.set(rule.name, timer);
  };
  return {
    start,
    stop() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
