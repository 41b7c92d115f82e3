import type { Interference, OperationCall } from "../http/interference.ts";
import { type CheckedRule, checkRule, type Subjects } from "./check-rule.ts";
import { effectOf, type Kill } from "./effects.ts";
import { type Call, isCounted, strikes } from "./meets.ts";
import type { FaultRule } from "./rule.ts";

/** A rule as it stands. */
export interface StandingRule extends CheckedRule {
  readonly id: string;
  /** How many calls it has counted, and how many of them went wrong by it. */
  readonly counted: number;
  readonly struck: number;
}

/** What goes wrong in local AWS, by rules. */
export interface Faults {
  /** @returns the rule's id. @throws FaultRuleError for what there is not, with what there is instead */
  add(rule: FaultRule): string;
  /** Whether there was one. */
  remove(id: string): boolean;
  clear(): void;
  /** In the order they were made. */
  list(): StandingRule[];
}

/**
 * Faults of calls that come over HTTP; what services ask of each other in the process goes its way. A call that several rules
 * are about is counted by all of them, and struck by the first whose turn it is.
 */
export function createFaults({ kill, ...subjects }: Subjects & { kill: Kill }): Faults & {
  readonly interfere: Interference;
} {
  const rules = new Map<string, { rule: CheckedRule; counted: number; struck: number }>();
  let made = 0;

  const countAndStrike = (call: Call): FaultRule | undefined => {
    const counting = [...rules.values()].filter(({ rule }) => isCounted(rule, call));
    for (const standing of counting) standing.counted += 1;
    const striking = counting.find(({ rule, counted }) => strikes(rule, counted));
    if (striking) striking.struck += 1;
    return striking?.rule;
  };

  const faults: Faults = {
    add(given) {
      const rule = checkRule(given, subjects);
      made += 1;
      rules.set(String(made), { rule, counted: 0, struck: 0 });
      return String(made);
    },
    remove: (id) => rules.delete(id),
    clear: () => rules.clear(),
    list: () => [...rules].map(([id, { rule, ...counts }]) => ({ id, ...rule, ...counts })),
  };
  return {
    ...faults,
    async interfere(call) {
      const rule = countAndStrike({ ...call, functionName: functionNameOf(call) });
      if (!rule) return undefined;
      const effect = effectOf(rule.fault);
      await effect.before?.(call, kill);
      return async () => {
        await effect.after?.(call, kill);
        throw new Error(`The answer is lost, by a fault of ${call.service}:${call.operation}`);
      };
    },
  };
}

/** A function calls as a session of its role, and the session is named like the function. */
function functionNameOf({ caller }: OperationCall): string | undefined {
  return /:assumed-role\/[^/]+\/(.+)$/.exec(caller.arn)?.[1];
}
