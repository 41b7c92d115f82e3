import type { Principals } from "../policy.ts";

/** Who makes a request. */
export type Principal =
  /** Whoever did not sign it: named by what names everybody alone. */
  | { readonly kind: "anonymous" }
  /** An AWS service for itself: `iot.amazonaws.com`. */
  | { readonly kind: "service"; readonly name: string }
  /** A user, or the session of a role: then `role` is the role's ARN. */
  | { readonly kind: "identity"; readonly arn: string; readonly role?: string; readonly account: string };

/**
 * How a policy names a principal, the most exact first: by itself, by its role (or as everybody), by its account, which
 * leaves the decision to that account's own policies.
 */
export type Naming = "itself" | "role" | "account";

/** How a statement's principals name somebody; undefined when they do not. */
export function namingOf({ names, isNegated }: Principals, principal: Principal): Naming | undefined {
  const found = names.map(({ kind, name }) => naming(kind, name, principal)).filter((one) => one !== undefined);
  if (isNegated) return found.length === 0 ? "role" : undefined;
  return (["itself", "role", "account"] as const).find((one) => found.includes(one));
}

function naming(kind: string, name: string, principal: Principal): Naming | undefined {
  if (name === "*") return "role";
  if (principal.kind === "anonymous") return undefined;
  if (principal.kind === "service") return kind === "Service" && name === principal.name ? "itself" : undefined;
  if (kind !== "AWS") return undefined;
  if (name === principal.arn) return "itself";
  if (name === principal.role) return "role";
  const isAccount = name === principal.account || new RegExp(`^arn:[^:]+:iam::${principal.account}:root$`).test(name);
  return isAccount ? "account" : undefined;
}
