import { type Grant, trustPolicy } from "../../local/iam/grants.ts";

/** An action or a resource of a statement that no call has needed. */
export interface Unused {
  /** Of a policy that several have, the first of them. */
  readonly holder: string;
  readonly policy: string;
  readonly statement: string;
  readonly kind: "action" | "resource";
  readonly name: string;
}

/**
 * What is granted and was never used. A statement grants each of its actions on each of its resources, though many a pair means
 * nothing (`iot:DescribeJob` on a thing): so each action has to be used on something, and each resource by something. A policy
 * that several roles have is one: it is used when one of them uses it.
 */
export function unusedOf(granted: readonly Grant[], used: readonly Grant[]): Unused[] {
  const seen = new Set(used.flatMap(partsOf).map(idOf));
  const parts = new Map(granted.flatMap(partsOf).map((part) => [idOf(part), part]));
  return [...parts].filter(([id]) => !seen.has(id)).map(([, part]) => part);
}

function partsOf({ holder, policy, statement, action, resource }: Grant): Unused[] {
  const of = { holder, policy, statement };
  const onWhat: Unused[] = resource === "" ? [] : [{ ...of, kind: "resource", name: resource }];
  return [{ ...of, kind: "action", name: action }, ...onWhat];
}

/** Trust is each role's own, whatever its policy is called. */
function idOf({ holder, policy, statement, kind, name }: Unused): string {
  return JSON.stringify([policy === trustPolicy ? holder : "", policy, statement, kind, name]);
}
