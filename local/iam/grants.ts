import { readPolicy, type Statement } from "../policy.ts";
import type { Role } from "./role.ts";

/** One action on one kind of resource that a statement allows. */
export interface Grant {
  /** The name of the role, or the ARN of the resource, that has the policy. */
  readonly holder: string;
  /** The policy's name; of a resource's own `resource policy`, of who may assume a role `trust policy`. */
  readonly policy: string;
  /** The statement's `Sid`, or its place. */
  readonly statement: string;
  /** As it is written, with its wildcards. */
  readonly action: string;
  /** As it is written; empty in a trust policy. */
  readonly resource: string;
  /** Whom a resource's own policy allows it, by their names; empty in the policy of a role, which is about that role. */
  readonly to: string;
}

export const trustPolicy = "trust policy";
export const resourcePolicy = "resource policy";

/** All that a role's own policies allow, and who may assume it. What AWS's managed policies allow is AWS's. */
export function grantsOfRole({ name, policies, trust }: Role): Grant[] {
  const own = policies.flatMap((policy) => grantsIn(name, policy.name, policy.document));
  return [...own, ...grantsIn(name, trustPolicy, trust)];
}

/** All that a document allows: each action of a statement with each of its resources. What it forbids is not among it. */
export function grantsIn(holder: string, policy: string, document: unknown): Grant[] {
  return readPolicy(policy, document)
    .statements.filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => grantsOfStatement(holder, policy, statement));
}

function grantsOfStatement(holder: string, policy: string, statement: Statement): Grant[] {
  const { name, actions, resources } = statement;
  const patterns = resources?.patterns ?? [""];
  const to = principalNames(statement);
  return actions.patterns.flatMap((action) =>
    patterns.map((resource) => ({ holder, policy, statement: name, action, resource, to })),
  );
}

export function principalNames({ principals }: Pick<Statement, "principals">): string {
  return principals?.names.map(({ name }) => name).join(", ") ?? "";
}
