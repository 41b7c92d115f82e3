import type { Policy, Selection, Statement } from "../policy.ts";
import { holds } from "./conditions.ts";
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
  /** The statements that decided it: those that deny, else those that allow. */
  readonly decidedBy: readonly Decisive[];
  /** Condition keys that statements about this action and resource ask for, and the request does not have. */
  readonly missingKeys: readonly string[];
}

/** A statement that has a say in a request, and the policy it stands in. */
export interface Decisive {
  readonly policy: Policy;
  readonly statement: Statement;
}

interface Match extends Decisive {
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

  const denials = all.filter(({ statement }) => statement.effect === "Deny");
  if (denials.length > 0) return { decision: "explicitDeny", decidedBy: denials, missingKeys };
  const ofItself = resource.filter(({ naming }) => naming === "itself");
  const withinBoundary = [...identity, ...resource.filter(({ naming }) => naming === "role")];
  const grants = boundary?.length === 0 ? ofItself : [...ofItself, ...withinBoundary];
  return { decision: grants.length > 0 ? "allowed" : "implicitDeny", decidedBy: grants, missingKeys };
}

/** The statements of a policy that are about a request, and whose conditions hold. */
function matches(policy: Policy, request: AccessRequest, missing: Set<string>): Match[] {
  return policy.statements.flatMap((statement) => {
    const { conditions, principals } = statement;
    const naming = principals && request.principal && namingOf(principals, request.principal);
    if ((principals && !naming) || !isAbout(statement, request)) return [];
    for (const { key } of conditions) if (!request.context.has(key.toLowerCase())) missing.add(key);
    return conditions.every((condition) => holds(condition, request.context)) ? [{ policy, statement, naming }] : [];
  });
}

function isAbout({ actions, resources }: Statement, request: AccessRequest): boolean {
  return (
    isChosen(actions, (pattern) => isAction(pattern, request)) &&
    (resources === undefined || isChosen(resources, (pattern) => isResource(pattern, request)))
  );
}

function isChosen({ patterns, isNegated }: Selection, fits: (pattern: string) => boolean): boolean {
  return patterns.some(fits) !== isNegated;
}

/** Whether a request's action is one of those that `s3:Get*` stands for. */
export function isAction(pattern: string, { action }: Pick<AccessRequest, "action">): boolean {
  const known = actionPatterns.get(pattern) ?? inAnyCase(patternOf(pattern, noVariables, "text"));
  actionPatterns.set(pattern, known);
  return known.test(action);
}

/** Whether a request's resource is one of those that `arn:aws:s3:::bucket/*` stands for. */
export function isResource(pattern: string, { resource, context }: Omit<AccessRequest, "action">): boolean {
  return patternOf(pattern, context, "resource")?.test(resource) ?? false;
}

/** Actions know no variables: a text with one is no action. */
function inAnyCase(pattern: RegExp | undefined): RegExp {
  return pattern ? new RegExp(pattern.source, "i") : /(?!)/;
}

const noVariables: Context = new Map();
const actionPatterns = new Map<string, RegExp>(); // as many as policies have
