import { type FaultRule, FaultRuleError } from "./rule.ts";

/** A call, as far as rules ask after it. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  /** The Lambda function that calls, by name; undefined when it is anybody else. */
  readonly functionName: string | undefined;
}

/** Whether a call is one that the rule counts. Only a function can be killed. */
export function isCounted(rule: FaultRule, { service, operation, functionName }: Call): boolean {
  if (rule.service !== service || rule.operation !== operation) return false;
  if (rule.caller !== undefined) return rule.caller === functionName;
  return functionName !== undefined || !rule.fault.startsWith("kill-");
}

/** Whether the rule strikes the call it has counted as this one, from 1. */
export function strikes({ calls = "1" }: FaultRule, number: number): boolean {
  const [from, to] = readCalls(calls);
  return from <= number && number <= to;
}

/** Reads `1`, `1-3` and `2-`. @throws FaultRuleError */
export function readCalls(text: string): [from: number, to: number] {
  const { from, dash, to } = /^(?<from>[1-9]\d{0,5})(?:(?<dash>-)(?<to>[1-9]\d{0,5})?)?$/.exec(text)?.groups ?? {};
  const first = Number(from);
  const last = to ? Number(to) : dash ? Number.POSITIVE_INFINITY : first;
  if (first <= last) return [first, last];
  throw new FaultRuleError(
    `Which calls is "${text}"? Say 1 for the first, 1-3 for the first three, 2- for all but the first`,
  );
}
