import type { Account } from "../account.ts";
import type { ResourceType, ResourceTypes } from "../resource.ts";
import { physicalSuffix } from "./physical-names.ts";
import type { Role } from "./roles.ts";
import { templateError } from "./template-error.ts";

/** IAM's types: what roles may do is kept in `roles`. */
export function iamResourceTypes(account: Account, roles: Map<string, Role>): ResourceTypes {
  return { "AWS::IAM::Role": roleType(account, roles), "AWS::IAM::Policy": policyType(roles) };
}

function roleType({ id: accountId }: Account, roles: Map<string, Role>): ResourceType {
  return {
    async create({ stackName, logicalId, properties }) {
      const { Path = "/", Policies = [], ManagedPolicyArns = [] } = properties;
      const name = String(properties["RoleName"]);
      const arn = `arn:aws:iam::${accountId}:role${Path}${name}`;
      const policies = (Policies as { PolicyName: string; PolicyDocument: unknown }[]).map(
        ({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument }),
      );
      const trust = properties["AssumeRolePolicyDocument"];
      roles.set(arn, { name, arn, trust, policies, managedPolicyArns: ManagedPolicyArns as string[] });
      const roleId = `AROA${physicalSuffix(stackName, logicalId)}${physicalSuffix(logicalId, stackName)}`.slice(0, 21);
      return { physicalId: name, attributes: { Arn: arn, RoleId: roleId } };
    },
  };
}

/** Adds to roles of the stack. */
function policyType(roles: ReadonlyMap<string, Role>): ResourceType {
  return {
    async create({ stackName, logicalId, properties }) {
      const { PolicyName, PolicyDocument, Roles: names = [] } = properties;
      for (const name of names as string[]) {
        const role = [...roles.values()].find((candidate) => candidate.name === name);
        if (!role) throw templateError(`The role with name ${name} cannot be found.`);
        role.policies.push({ name: String(PolicyName), document: PolicyDocument });
      }
      const physicalId = `${stackName}-${logicalId}-${physicalSuffix(stackName, logicalId)}`;
      return { physicalId, attributes: { Id: physicalId } };
    },
  };
}
