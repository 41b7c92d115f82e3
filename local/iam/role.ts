import { createHash } from "node:crypto";
import { AwsError } from "../http/aws-error.ts";

/** A role, as whoever makes roles tells of it. Documents are IAM's, as objects. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  /** Inline policies. */
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
  readonly managedPolicyArns: readonly string[];
  readonly createdAt: Date;
}

/** The roles there are now. */
export type FindRoles = () => Iterable<Role>;

/** @throws AwsError NoSuchEntityException */
export function roleNamed(name: string | undefined, roles: FindRoles): Role {
  for (const role of roles()) if (role.name === name) return role;
  throw new AwsError("NoSuchEntityException", `The role with name ${name} cannot be found.`);
}

/** In the order of their names, as IAM lists them. */
export function sortedRoles(roles: FindRoles): Role[] {
  return [...roles()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** `/` or `/service/`: what of the ARN stands before the name. */
export function pathOf({ arn }: Role): string {
  return arn.slice(arn.indexOf(":role/") + ":role".length, arn.lastIndexOf("/") + 1);
}

/** Made by chance on AWS; here it follows from the name, and is what STS calls the role's sessions by. */
export function roleIdOf({ name }: Pick<Role, "name">): string {
  return `AROA${createHash("sha256").update(name).digest("hex").slice(0, 17).toUpperCase()}`;
}

/** What IAM tells of a role. Documents are percent-encoded JSON (RFC 3986). */
export function described(role: Role) {
  return {
    Path: pathOf(role),
    RoleName: role.name,
    RoleId: roleIdOf(role),
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    MaxSessionDuration: 3600,
  };
}

export function encodedDocument(document: unknown): string {
  return encodeURIComponent(JSON.stringify(document));
}
