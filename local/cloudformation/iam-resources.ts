import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../http/aws-error.ts";
import { policyProblem } from "../policy.ts";
import type { Resource, ResourceType, ResourceTypes } from "../resource.ts";
import { physicalSuffix } from "./physical-names.ts";
import type { DeployedRole, InlinePolicy, Roles } from "./roles.ts";
import { templateError } from "./template-error.ts";

type Properties = Readonly<Record<string, unknown>>;

/** IAM's types: what roles may do is kept in `roles`. */
export function iamResourceTypes({ account, clock }: { account: Account; clock: Clock }, roles: Roles): ResourceTypes {
  return { "AWS::IAM::Role": roleType(account, clock, roles), "AWS::IAM::Policy": policyType(roles) };
}

function roleType({ id: accountId }: Account, clock: Clock, roles: Roles): ResourceType {
  const described = ({ name, arn }: DeployedRole): Resource => {
    const seed = { stackName: arn, logicalId: name };
    const reversed = { stackName: name, logicalId: arn };
    const roleId = `AROA${physicalSuffix(seed)}${physicalSuffix(reversed)}`.slice(0, 21);
    return { physicalId: name, attributes: { Arn: arn, RoleId: roleId } };
  };
  const existing = (name: string) => [...roles.values()].find((role) => role.name === name);
  return {
    createOnlyProperties: ["RoleName", "Path"],
    async create({ properties }) {
      const { Path = "/" } = properties;
      const name = String(properties["RoleName"]);
      if (existing(name))
        throw new AwsError("EntityAlreadyExistsException", `Role with name ${name} already exists.`, 409);
      const arn = `arn:aws:iam::${accountId}:role${Path}${name}`;
      const role = {
        name,
        arn,
        createdAt: new Date(clock.now()),
        ...grantsOf(properties),
        policies: inlineOf(properties),
      };
      roles.set(arn, role);
      return described(role);
    },
    async update({ physicalId, properties, previousProperties }) {
      const role = existing(physicalId);
      if (!role) throw noSuchRole(physicalId);
      const before = new Set(inlineOf(previousProperties).map(({ name }) => name));
      const others = role.policies.filter(({ name }) => !before.has(name));
      const changed = { ...role, ...grantsOf(properties), policies: [...inlineOf(properties), ...others] };
      roles.set(role.arn, changed);
      return described(changed);
    },
    async delete({ physicalId }) {
      const role = existing(physicalId);
      if (role) roles.delete(role.arn);
    },
  };
}

function grantsOf(properties: Properties) {
  const { ManagedPolicyArns = [], AssumeRolePolicyDocument: trust } = properties;
  return { trust: checkedPolicy(trust), managedPolicyArns: ManagedPolicyArns as string[] };
}

/** @throws AwsError MalformedPolicyDocument */
function checkedPolicy(document: unknown): unknown {
  const problem = policyProblem(document);
  if (problem !== undefined) throw new AwsError("MalformedPolicyDocument", problem, 400);
  return document;
}

function inlineOf({ Policies = [] }: Properties): InlinePolicy[] {
  return (Policies as { PolicyName: string; PolicyDocument: unknown }[]).map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName,
    document: checkedPolicy(PolicyDocument),
  }));
}

/** Adds to roles of the stack. */
function policyType(roles: Roles): ResourceType {
  const put = ({ PolicyName, PolicyDocument, Roles: names = [] }: Properties) => {
    for (const roleName of names as string[]) {
      const role = [...roles.values()].find(({ name }) => name === roleName);
      if (!role) throw noSuchRole(roleName);
      const policy = { name: String(PolicyName), document: checkedPolicy(PolicyDocument) };
      roles.set(role.arn, { ...role, policies: [...without(role, policy.name), policy] });
    }
  };
  const remove = ({ PolicyName, Roles: names = [] }: Properties) => {
    for (const role of [...roles.values()].filter(({ name }) => (names as string[]).includes(name))) {
      roles.set(role.arn, { ...role, policies: without(role, String(PolicyName)) });
    }
  };
  return {
    createOnlyProperties: [],
    async create({ stackName, logicalId, properties }) {
      put(properties);
      const physicalId = `${stackName}-${logicalId}-${physicalSuffix({ stackName, logicalId })}`;
      return { physicalId, attributes: { Id: physicalId } };
    },
    async update({ physicalId, properties, previousProperties }) {
      remove(previousProperties);
      put(properties);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: async ({ properties }) => remove(properties),
  };
}

function without({ policies }: DeployedRole, policyName: string): InlinePolicy[] {
  return policies.filter(({ name }) => name !== policyName);
}

function noSuchRole(name: string): Error {
  return templateError(`The role with name ${name} cannot be found.`);
}
