import type { Target } from "@aws-sdk/client-eventbridge";
import { type Account, arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import type { EventPattern } from "./event-pattern.ts";

/** A rule of the default event bus. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
  isEnabled: boolean;
  readonly trigger: Trigger;
  /** By id, in the order they were first put. */
  readonly targets: Map<string, Target>;
}

/** What sets a rule off: events, time, or both. */
export interface Trigger {
  readonly events?: {
    /** As it was put. */
    readonly pattern: string;
    readonly matches: EventPattern;
  };
  readonly schedule?: {
    /** As it was put: `rate(15 minutes)`. */
    readonly expression: string;
    /** Milliseconds. */
    readonly period: number;
  };
}

/** The rules of the default event bus, the only one there is. */
export interface RuleStore {
  put(rule: Omit<Rule, "arn" | "targets">): Rule;
  find(name: string): Rule | undefined;
  /** @throws AwsError ResourceNotFoundException */
  get(name: string): Rule;
  delete(name: string): void;
  /** In the order of their names. */
  all(): Rule[];
}

export function createRuleStore(account: Account): RuleStore {
  const rules = new Map<string, Rule>();
  return {
    put(rule) {
      const arn = arnOf(account, "events", `rule/${rule.name}`);
      const stored = { ...rule, arn, targets: rules.get(rule.name)?.targets ?? new Map() };
      rules.set(rule.name, stored);
      return stored;
    },
    find: (name) => rules.get(name),
    get(name) {
      const rule = rules.get(name);
      if (!rule)
        throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`, 400);
      return rule;
    },
    delete: (name) => rules.delete(name),
    all: () => [...rules.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

/** @throws AwsError ResourceNotFoundException for any bus but the default one, by name or ARN */
export function checkEventBus(account: Account, nameOrArn: string | undefined): void {
  if (nameOrArn === undefined || nameOrArn === "default") return;
  if (nameOrArn === arnOf(account, "events", "event-bus/default")) return;
  throw new AwsError("ResourceNotFoundException", `Event bus ${nameOrArn} does not exist.`, 400);
}
