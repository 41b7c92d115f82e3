import { type Account, arnOf } from "../account.ts";
import type { Actor, Authorize, Permission } from "../http/authorize.ts";
import { createCompiler } from "./compiler.ts";
import { denial } from "./denial.ts";
import { type Decisive, evaluate, type PoliciesInForce } from "./evaluate.ts";
import { type Policy, readPolicy } from "./policy.ts";
import type { Principal } from "./principals.ts";
import type { FindRoles, Role } from "./role.ts";
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

/** Somebody, with what the policies of their own allow. */
interface Subject {
  readonly who: string;
  readonly principal: Principal;
  readonly identity: readonly Policy[];
}

/** A condition key in lower case, and its values. */
type Key = [string, readonly string[]];

const everything = readPolicy("root", { Statement: { Effect: "Allow", Action: "*", Resource: "*" } });

/**
 * Decides by the policies that are deployed. The account's root may do what no resource forbids; a role that no stack has made
 * has no policies one could ask, and may do everything: IAM's API makes none here, and the guide's own role is one.
 */
export function createAuthorizer({ account, roles, resourcePolicy, onDecision }: AuthorizerOptions): Authorize {
  const compiler = createCompiler();
  const everywhere: readonly Key[] = [
    ["aws:securetransport", ["true"]], // what stays on this computer cannot be listened to
    ["aws:requestedregion", [account.region]],
  ];

  const decide = (subject: Subject, permission: Permission, sourceArn?: string): void => {
    const { who, principal, identity } = subject;
    const { action, resource } = permission;
    const context: Context = new Map([
      ...everywhere,
      ...principalKeys(principal),
      ...(sourceArn === undefined ? [] : sourceKeys(sourceArn, account)),
      ...Object.entries(permission.context ?? {}).map(([key, value]): Key => [key.toLowerCase(), [value].flat()]),
    ]);
    const document = action === "sts:AssumeRole" ? roleOf(resource)?.trust : resourcePolicy(resource);
    const policies: PoliciesInForce = {
      identity,
      ...(document ? { resource: [compiler.policy(resource, document)] } : {}),
    };
    const { decision, decidedBy } = evaluate(policies, { action, resource, context, principal });
    const isAllowed = decision === "allowed";
    if (identity[0] !== everything) onDecision?.({ who, permission, context, isAllowed, decidedBy });
    if (!isAllowed) throw denial(who, permission, { isExplicit: decision === "explicitDeny", decidedBy, identity });
  };

  const roleOf = (arn: string): Role | undefined => {
    for (const role of roles()) if (role.arn === arn) return role;
    return undefined;
  };

  const sessionOf = (role: Role, arn: string): Subject => ({
    who: arn,
    principal: { kind: "identity", arn, role: role.arn, account: account.id },
    identity: compiler.policiesOf(role),
  });

  const caller = (arn: string): Subject | undefined => {
    const [, name] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
    if (name === undefined) {
      return { who: arn, principal: { kind: "identity", arn, account: account.id }, identity: [everything] };
    }
    for (const role of roles()) if (role.name === name) return sessionOf(role, arn);
    return undefined;
  };

  /** @throws AwsError when the role does not trust the service */
  const assumed = (actor: Extract<Actor, { roleArn: string }>): Subject | undefined => {
    const { service, sourceArn, roleArn, session } = actor;
    const role = roleOf(roleArn);
    if (!role) return undefined;
    decide(serviceItself(service), { action: "sts:AssumeRole", resource: roleArn }, sourceArn);
    return sessionOf(role, sessionArn(account, role.name, session));
  };

  return (actor, permission) => {
    if ("arn" in actor) {
      const subject = caller(actor.arn);
      if (subject) decide(subject, permission);
    } else if ("roleArn" in actor) {
      const subject = assumed(actor);
      if (subject) decide(subject, permission);
    } else if (permission.action !== "sts:AssumeRole" || roleOf(permission.resource)) {
      decide(serviceItself(actor.service), permission, actor.sourceArn);
    }
  };
}

function serviceItself(name: string): Subject {
  return { who: name, principal: { kind: "service", name }, identity: [] };
}

function sessionArn(account: Account, roleName: string, session: string): string {
  return arnOf({ ...account, region: "" }, "sts", `assumed-role/${roleName}/${session}`);
}

function principalKeys(principal: Principal): Key[] {
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
