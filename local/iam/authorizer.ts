import type { Account } from "../account.ts";
import { anonymous } from "../http/anonymous.ts";
import type { Authorize, Permission } from "../http/authorize.ts";
import { createCompiler } from "./compiler.ts";
import { denial } from "./denial.ts";
import { type Decisive, evaluate } from "./evaluate.ts";
import type { Principal } from "./principals.ts";
import type { FindRoles } from "./role.ts";
import { createSubjects, isRoot, type Subject } from "./subjects.ts";
import type { Context } from "./text-pattern.ts";

/** What was asked, and what came of it. */
export interface Decision {
  readonly who: string;
  readonly permission: Permission;
  readonly context: Context;
  readonly isAllowed: boolean;
  /** The statements that allow it, or that forbid it; none when nobody allows it. */
  readonly decidedBy: readonly Decisive[];
}

/** What an authorizer works with. */
export interface AuthorizerOptions {
  readonly account: Account;
  readonly roles: FindRoles;
  /** The policy of a bucket, a queue, a topic or a function, as a document or its JSON. */
  readonly resourcePolicy: (resourceArn: string) => object | string | undefined;
  /** Hears of each decision about a role's session or a service. */
  readonly onDecision?: (decision: Decision) => void;
}

/** A condition key in lower case, and its values. */
type Key = [string, readonly string[]];

/**
 * Decides by the policies that are deployed. The account's root may do what no resource forbids; a role that no stack has made
 * has no policies one could ask, and may do everything: IAM's API makes none here, and the guide's own role is one.
 */
export function createAuthorizer({ account, roles, resourcePolicy, onDecision }: AuthorizerOptions): Authorize {
  const compiler = createCompiler();
  const subjects = createSubjects(account, roles);

  const decide = (subject: Subject, permission: Permission, sourceArn?: string): void => {
    const { who, principal, identity } = subject;
    const { action, resource } = permission;
    const document = action === assuming ? subjects.role(resource)?.trust : resourcePolicy(resource);
    const policies = { identity, ...(document ? { resource: [compiler.policy(resource, document)] } : {}) };
    const context = contextOf(permission, { principal, sourceArn, account });
    const { decision, decidedBy } = evaluate(policies, { action, resource, context, principal });
    const isAllowed = decision === "allowed";
    if (!isRoot(subject)) onDecision?.({ who, permission, context, isAllowed, decidedBy });
    if (!isAllowed) throw denial(who, permission, { isExplicit: decision === "explicitDeny", decidedBy, identity });
  };

  const asService = ({ service, sourceArn }: { service: string; sourceArn: string }, permission: Permission): void => {
    const isUnknown = permission.action === assuming && !subjects.role(permission.resource);
    if (!isUnknown) decide(subjects.service(service), permission, sourceArn);
  };

  return (actor, permission) => {
    if ("arn" in actor) {
      const caller = subjects.caller(actor.arn);
      if (caller) decide(caller, permission);
    } else if ("roleArn" in actor) {
      const role = subjects.role(actor.roleArn);
      if (!role) return;
      asService(actor, { action: assuming, resource: role.arn });
      decide(subjects.session(role, actor.session), permission);
    } else asService(actor, permission);
  };
}

const assuming = "sts:AssumeRole";

/** What policies can ask of a request. */
function contextOf(
  { context = {} }: Permission,
  about: { principal: Principal; sourceArn: string | undefined; account: Account },
): Context {
  const { principal, sourceArn, account } = about;
  return new Map<string, readonly string[]>([
    ["aws:securetransport", ["true"]], // what stays on this computer cannot be listened to
    ["aws:requestedregion", [account.region]],
    ...principalKeys(principal),
    ...(sourceArn === undefined ? [] : sourceKeys(sourceArn, account)),
    ...Object.entries(context).map(([key, value]): Key => [key.toLowerCase(), [value].flat()]),
  ]);
}

function principalKeys(principal: Principal): Key[] {
  if (principal.kind === "anonymous") return [["aws:principalaccount", [anonymous.account]]];
  if (principal.kind === "service") return [["aws:principalisawsservice", ["true"]]];
  const { arn, role = arn, account } = principal;
  return [
    ["aws:principalarn", [role]],
    ["aws:principalaccount", [account]],
    ["aws:principalisawsservice", ["false"]],
  ];
}

function sourceKeys(sourceArn: string, account: Account): Key[] {
  return [
    ["aws:sourcearn", [sourceArn]],
    ["aws:sourceaccount", [account.id]],
  ];
}
