import type {
  ContextEntry,
  EvaluationResult,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { type Policy, PolicyInvalidError, readPolicy } from "../../policy.ts";
import { type Decisive, type Evaluation, evaluate, type PoliciesInForce } from "../evaluate.ts";
import { managedPolicy } from "../managed-policies.ts";
import { type FindRoles, type Role, roleNamed } from "../role.ts";
import type { Context } from "../text-pattern.ts";
import { pageSize } from "./page-size.ts";

/**
 * What a role's policies, and those that come with the request, allow: each action on each resource.
 * @throws AwsError NoSuchEntityException; InvalidInputException for policies that are none, and for a policy of a resource,
 *   which AWS does not simulate for roles
 */
export function simulatePrincipalPolicy(
  request: SimulatePrincipalPolicyRequest,
  roles: FindRoles,
): SimulatePolicyResponse {
  const { PolicySourceArn = "", ActionNames = [], ResourceArns = ["*"], ContextEntries = [], ...given } = request;
  const role = roleNamed(PolicySourceArn.slice(PolicySourceArn.lastIndexOf("/") + 1), roles);
  if (role.arn !== PolicySourceArn) throw new AwsError("NoSuchEntityException", `${PolicySourceArn} cannot be found.`);
  if (given.ResourcePolicy) throw invalidInput("Simulation of resource-based policies isn't supported for IAM roles.");
  const wrong = ActionNames.find((action) => !/^[\w-]+:\w+$/.test(action));
  if (wrong !== undefined) throw invalidInput(`Invalid action name: ${wrong}`);
  const policies = policiesInForce(role, given);
  const context = contextOf(ContextEntries);
  const results = ActionNames.map((action) =>
    resultOf(
      action,
      ResourceArns.map((resource) => [resource, decide(policies, { action, resource, context })] as const),
    ),
  );
  const page = pageOf(results, pageSize(request.MaxItems, request.Marker), ({ EvalActionName = "" }) => EvalActionName);
  return { EvaluationResults: page.items, IsTruncated: page.nextToken !== undefined, Marker: page.nextToken };
}

function policiesInForce(
  { name, policies, managedPolicyArns }: Role,
  { PolicyInputList = [], PermissionsBoundaryPolicyInputList = [] }: Partial<SimulatePrincipalPolicyRequest>,
): PoliciesInForce {
  const [boundary] = PermissionsBoundaryPolicyInputList.map((text, at) => readInput("PermissionsBoundary", text, at));
  const identity = [
    ...policies.map((policy) => readPolicy(`role_${name}_${policy.name}`, policy.document)),
    ...managedPolicyArns.map(managedPolicy).map((policy) => readPolicy(policy.name, policy.document)),
    ...PolicyInputList.map((text, at) => readInput("PolicyInputList", text, at)),
  ];
  return { identity, ...(boundary ? { boundary } : {}) };
}

function readInput(list: string, text: string, at: number): Policy {
  try {
    return readPolicy(`${list}.${at + 1}`, JSON.parse(text));
  } catch (error) {
    throw invalidInput(`Invalid policy in ${list}: ${(error as Error).message}`);
  }
}

function contextOf(entries: readonly ContextEntry[]): Context {
  return new Map(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [] }) => [ContextKeyName.toLowerCase(), ContextKeyValues]),
  );
}

function decide(policies: PoliciesInForce, request: Parameters<typeof evaluate>[1]): Evaluation {
  try {
    return evaluate(policies, request);
  } catch (error) {
    if (error instanceof PolicyInvalidError) throw invalidInput(error.message);
    throw error;
  }
}

/** An action's result is the worst of its resources'; all of them stand below it. */
function resultOf(action: string, found: readonly (readonly [string, Evaluation])[]): EvaluationResult {
  const decisions = found.map(([, { decision }]) => decision);
  const [only] = found.length === 1 ? found : [];
  return {
    EvalActionName: action,
    EvalResourceName: only?.[0] ?? "*",
    EvalDecision: (["explicitDeny", "implicitDeny"] as const).find((one) => decisions.includes(one)) ?? "allowed",
    MatchedStatements: statementsOf(found.flatMap(([, { decidedBy }]) => decidedBy)),
    MissingContextValues: [...new Set(found.flatMap(([, { missingKeys }]) => missingKeys))],
    ResourceSpecificResults: found.map(([resource, { decision, decidedBy, missingKeys }]) => ({
      EvalResourceName: resource,
      EvalResourceDecision: decision,
      MatchedStatements: statementsOf(decidedBy),
      MissingContextValues: [...missingKeys],
    })),
  };
}

function statementsOf(decisive: readonly Decisive[]) {
  return decisive.map(({ policy }) => ({ SourcePolicyId: policy.id }));
}

function invalidInput(message: string): AwsError {
  return new AwsError("InvalidInputException", message);
}
