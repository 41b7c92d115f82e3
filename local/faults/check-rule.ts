import { readCalls } from "./meets.ts";
import { near } from "./near.ts";
import { type Fault, type FaultRule, FaultRuleError, faults, isError } from "./rule.ts";
import { errorOf } from "./service-errors.ts";

/** What rules can be about. */
export interface Subjects {
  /** The services that are played. */
  readonly services: readonly { readonly signingName: string; readonly operations: readonly string[] }[];
  /** The names of the Lambda functions there are, by their logical ids. */
  functions(): Readonly<Record<string, string>>;
}

/** A rule about what there is. A `caller` is a function's name. */
export interface CheckedRule extends FaultRule {
  readonly calls: string;
}

const members = ["service", "operation", "calls", "caller", "fault"];

/**
 * Reads a rule, also one that came from elsewhere.
 * @throws FaultRuleError for what there is not: a service, an operation, a function, a fault, or that fault of that operation
 */
export function checkRule(given: unknown, { services, functions }: Subjects): CheckedRule {
  if (typeof given !== "object" || given === null) throw new FaultRuleError("A rule is an object");
  const { calls = "1", caller, ...rule } = texts(given);
  const names = services.map(({ signingName }) => signingName);
  const name = oneOf(names, rule["service"], "service");
  const known = services.find(({ signingName }) => signingName === name)?.operations ?? [];
  const operation = oneOf(known, rule["operation"], `operation of ${name}`);
  const fault = oneOf<Fault>(faults, rule["fault"], "fault");
  if (isError(fault) && !errorOf(name, operation, fault)) {
    const possible = faults.filter((other) => !isError(other) || errorOf(name, operation, other));
    throw new FaultRuleError(`${operation} never answers ${fault}; it can ${possible.join(", ")}`);
  }
  readCalls(calls);
  const about = { service: name, operation, calls, fault };
  return caller === undefined ? about : { ...about, caller: nameOf(caller, functions()) };
}

/** @throws FaultRuleError for members that a rule has not, and values that are no texts */
function texts(given: object): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (!members.includes(name)) throw new FaultRuleError(`A rule has no ${name}; it has ${members.join(", ")}`);
    if (typeof value !== "string") throw new FaultRuleError(`The ${name} of a rule is a text`);
  }
  return { ...(given as Record<string, string>) };
}

function oneOf<Name extends string>(known: readonly Name[], name: string | undefined, what: string): Name {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new FaultRuleError(`There is no ${what} ${said(name)}; there are ${near(name ?? "", known)}`);
}

function nameOf(caller: string, functions: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(functions, caller)) return functions[caller] ?? "";
  if (Object.values(functions).includes(caller)) return caller;
  throw new FaultRuleError(`There is no function ${said(caller)}; there are ${near(caller, Object.keys(functions))}`);
}

function said(name: string | undefined): string {
  return name === undefined ? "without a name" : `"${name}"`;
}
