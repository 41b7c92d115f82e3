import type * as sdk from "@aws-sdk/client-iam";
import type { Operations } from "../http/api-service.ts";
import {
  getPolicy,
  getPolicyVersion,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
} from "./operations/role-policies.ts";
import { getRole, listRoles } from "./operations/roles.ts";
import { simulatePrincipalPolicy } from "./operations/simulate-principal-policy.ts";
import type { FindRoles } from "./role.ts";

/** The operations of IAM that local AWS plays: those that tell of roles and of what they may do. A template makes them. */
export function operations(roles: FindRoles): Operations {
  return {
    GetRole: (request: sdk.GetRoleRequest) => getRole(request, roles),
    ListRoles: (request: sdk.ListRolesRequest) => listRoles(request, roles),
    ListRolePolicies: (request: sdk.ListRolePoliciesRequest) => listRolePolicies(request, roles),
    GetRolePolicy: (request: sdk.GetRolePolicyRequest) => getRolePolicy(request, roles),
    ListAttachedRolePolicies: (request: sdk.ListAttachedRolePoliciesRequest) =>
      listAttachedRolePolicies(request, roles),
    GetPolicy: (request: sdk.GetPolicyRequest) => getPolicy(request, roles),
    GetPolicyVersion: (request: sdk.GetPolicyVersionRequest) => getPolicyVersion(request),
    SimulatePrincipalPolicy: (request: sdk.SimulatePrincipalPolicyRequest) => simulatePrincipalPolicy(request, roles),
  };
}
