import { holds } from "./conditions.ts";
import type { Policy, Selection, Statement } from "./policy.ts";
import { type Naming, namingOf, type Principal } from "./principals.ts";
import { type Context, patternOf } from "./text-pattern.ts";

/** What somebody wants to do. */
export interface AccessRequest {
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  /** An ARN; `*` for an action that names no resource. */
  readonly resource: string;
  readonly context: Context;
  /** Needed where policies of a resource are among the policies. */
  readonly principal?: Principal;
}

/** The policies that have a say in a request within one account. */
export interface PoliciesInForce {
  /** Those of the user, or of the role. */
  readonly identity: readonly Policy[];
  /** What the identity may do at most. */
  readonly boundary?: Policy;
  /** Those of the bucket, the queue, the topic, the role that is to be assumed. */
  readonly resource?: readonly Policy[];
}

export interface Evaluation {
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** The ids of the policies that decided it, one for each statement: those that deny, else those that allow. */
  readonly decidedBy: readonly string[];
  /** Condition keys that statements about this action and resource ask for, and the request does not have. */
  readonly missingKeys: readonly string[];
}

interface Match {
  readonly policy: string;
  readonly effect: Statement["effect"];
  readonly naming: Naming | undefined;
}

/**
 * Decides a request as IAM does within one account (IAM User Guide, "policy evaluation logic"): a Deny anywhere is final;
 * else the identity's policies or the resource's must allow it, and the boundary too, unless the resource names the session
 * itself. A resource's policy that names the account leaves it to the identity's. Whatever nobody allows is denied.
 *
 * Organizations' policies, session policies and other accounts are not looked at: there are none here.
 * @throws PolicyInvalidError for a condition operator nobody knows
 */
export function evaluate(policies: PoliciesInForce, request: AccessRequest): Evaluation {
  const missing = new Set<string>();
  const matchesOf = (those: readonly Policy[]) => those.flatMap((policy) => matches(policy, request, missing));
  const identity = matchesOf(policies.identity);
  const boundary = policies.boundary && matchesOf([policies.boundary]);
  const resource = matchesOf(policies.resource ?? []);
  const all = [...identity, ...(boundary ?? []), ...resource];
  const missingKeys = [...missing];

  const denials = all.filter(({ effect }) => effect === "Deny");
  if (denials.length > 0) return { decision: "explicitDeny", decidedBy: idsOf(denials), missingKeys };
  const ofItself = resource.filter(({ naming }) => naming === "itself");
  const withinBoundary = [...identity, ...resource.filter(({ naming }) => naming === "role")];
  const grants = boundary?.length === 0 ? ofItself : [...ofItself, ...withinBoundary];
  return { decision: grants.length > 0 ? "allowed" : "implicitDeny", decidedBy: idsOf(grants), missingKeys };
}

function idsOf(found: readonly Match[]): string[] {
  return found.map(({ policy }) => policy);
}

/** The statements of a policy that are about a request, and whose conditions hold. */
function matches({ id, statements }: Policy, request: AccessRequest, missing: Set<string>): Match[] {
  return statements.flatMap((statement) => {
    const { effect, conditions, principals } = statement;
    const naming = principals && request.principal && namingOf(principals, request.principal);
    if ((principals && !naming) || !isAbout(statement, request)) return [];
    for (const { key } of conditions) if (!request.context.has(key.toLowerCase())) missing.add(key);
    return conditions.every((condition) => holds(condition, request.context)) ? [{ policy: id, effect, naming }] : [];
  });
}

function isAbout({ actions, resources }: Statement, { action, resource, context }: AccessRequest): boolean {
  const isAction = (pattern: string) =>
    patternOf(pattern.toLowerCase(), new Map(), "text")?.test(action.toLowerCase()) ?? false;
  const isResource = (pattern: string) => patternOf(pattern, context, "resource")?.test(resource) ?? false;
  return isChosen(actions, isAction) && (resources === undefined || isChosen(resources, isResource));
}

function isChosen({ patterns, isNegated }: Selection, fits: (pattern: string) => boolean): boolean {
  return patterns.some(fits) !== isNegated;
}
