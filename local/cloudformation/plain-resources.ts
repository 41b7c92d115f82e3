import { type Account, arnOf } from "../account.ts";
import type { ResourceType, ResourceTypes } from "../resource.ts";
import { physicalSuffix } from "./physical-names.ts";
import type { Role, Roles } from "./roles.ts";
import { templateError } from "./template-error.ts";

/** Resource types that are no service's here: what they ask for is an id, an ARN, and to be remembered. */
export interface PlainResources {
  readonly resourceTypes: ResourceTypes;
  /** The roles made so far, for whoever checks what a call may do. */
  readonly roles: Roles;
}

export function createPlainResources(account: Account): PlainResources {
  const roles = new Map<string, Role>();
  return {
    roles,
    resourceTypes: {
      "AWS::IAM::Role": roleType(account, roles),
      "AWS::IAM::Policy": policyType(roles),
      "AWS::Lambda::Permission": idOnly,
      "AWS::Logs::LogGroup": arnedBy("LogGroupName", (name) => `${arnOf(account, "logs", `log-group:${name}`)}:*`),
      "AWS::CloudWatch::Alarm": arnedBy("AlarmName", (name) => arnOf(account, "cloudwatch", `alarm:${name}`)),
    },
  };
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

const idOnly: ResourceType = {
  async create({ stackName, logicalId }) {
    const physicalId = `${stackName}-${logicalId}-${physicalSuffix(stackName, logicalId)}`;
    return { physicalId, attributes: { Id: physicalId } };
  },
};

/** A type with a name that `Ref` gives, and an ARN made of it. */
function arnedBy(property: string, arn: (name: string) => string): ResourceType {
  return {
    async create({ properties }) {
      const name = String(properties[property]);
      return { physicalId: name, attributes: { Arn: arn(name) } };
    },
  };
}
