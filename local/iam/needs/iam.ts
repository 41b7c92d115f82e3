import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

/** Actions and resource types of IAM. */
export const iamNeeds: ServiceNeeds = {
  prefix: "iam",
  arnStart: (account) => arnOf({ ...account, region: "" }, "iam", ""),
  operations: {
    GetRole: "role/{RoleName}",
    ListRoles: "role/",
    ListRolePolicies: "role/{RoleName}",
    GetRolePolicy: "role/{RoleName}",
    ListAttachedRolePolicies: "role/{RoleName}",
    GetPolicy: "{PolicyArn}",
    GetPolicyVersion: "{PolicyArn}",
    SimulatePrincipalPolicy: "{PolicySourceArn}",
  },
};
