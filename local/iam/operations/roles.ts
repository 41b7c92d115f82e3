import type { GetRoleRequest, GetRoleResponse, ListRolesRequest, ListRolesResponse } from "@aws-sdk/client-iam";
import { pageOf } from "../../http/pages.ts";
import { described, type FindRoles, pathOf, roleNamed, sortedRoles } from "../role.ts";
import { pageSize } from "./page-size.ts";

/** @throws AwsError NoSuchEntityException */
export function getRole({ RoleName }: GetRoleRequest, roles: FindRoles): GetRoleResponse {
  return { Role: described(roleNamed(RoleName, roles)) };
}

export function listRoles(
  { PathPrefix = "/", Marker, MaxItems }: ListRolesRequest,
  roles: FindRoles,
): ListRolesResponse {
  const wanted = sortedRoles(roles).filter((role) => pathOf(role).startsWith(PathPrefix));
  const { items, nextToken } = pageOf(wanted, pageSize(MaxItems, Marker), ({ arn }) => arn);
  return { Roles: items.map(described), IsTruncated: nextToken !== undefined, Marker: nextToken };
}
