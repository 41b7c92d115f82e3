import { resolve, type Scope } from "./intrinsic-functions.ts";
import type { Properties } from "./template.ts";
import { templateError } from "./template-error.ts";

/**
 * Judges the template's conditions, each when it is first asked for: they may name one another.
 * @throws AwsError ValidationError, when asked for a condition that is not there or that depends on itself
 */
export function conditionJudge(conditions: Properties, parameters: Scope["parameters"]): Scope["isTrue"] {
  const verdicts = new Map<string, boolean | "being judged">();
  const isTrue = (name: string): boolean => {
    const known = verdicts.get(name);
    if (known === "being judged")
      throw templateError(`Template format error: Circular dependency in condition ${name}`);
    if (known !== undefined) return known;
    if (!Object.hasOwn(conditions, name)) {
      throw templateError(`Template format error: Unresolved condition dependency ${name} in the template`);
    }
    verdicts.set(name, "being judged");
    const verdict = resolve(conditions[name], { parameters, isTrue, resources: new Map() }) === true;
    verdicts.set(name, verdict);
    return verdict;
  };
  return isTrue;
}
