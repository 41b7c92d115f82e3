import { functionIn } from "../intrinsic-functions.ts";
import { isObject, type Properties, type ResourceDeclaration, type Value } from "../template.ts";
import { templateError } from "../template-error.ts";

/**
 * The role that SAM makes of a resource's `Policies`: managed policies by name or ARN, inline ones named `<role>Policy<index>`.
 * @throws AwsError ValidationError for SAM's policy templates, which are not played
 */
export function samRole(
  logicalId: string,
  {
    service,
    managed,
    inline = [],
    policies,
    tags,
  }: {
    service: string;
    managed: readonly string[];
    inline?: readonly Properties[];
    policies: Value;
    tags: readonly Value[];
  },
): ResourceDeclaration {
  const list = policies === undefined ? [] : [policies].flat();
  const own = list.flatMap((policy, index) =>
    isDocument(policy) ? [{ PolicyName: `${logicalId}Policy${index}`, PolicyDocument: policy }] : [],
  );
  const named = list.filter((policy) => !isDocument(policy)).map((policy) => managedPolicyArn(logicalId, policy));
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
      },
      ...without("ManagedPolicyArns", [...new Set([...managed, ...named])]),
      ...without("Policies", [...inline, ...own]),
      Tags: tags,
    },
  };
}

function isDocument(policy: Value): policy is Properties {
  return isObject(policy) && "Statement" in policy;
}

function managedPolicyArn(logicalId: string, policy: Value): Value {
  if (functionIn(policy)) return policy;
  if (typeof policy !== "string") {
    const [name] = isObject(policy) ? Object.keys(policy) : [JSON.stringify(policy)];
    throw templateError(`Local AWS does not play the policy template ${name} of ${logicalId}`);
  }
  return policy.startsWith("arn:") ? policy : `arn:aws:iam::aws:policy/${policy}`;
}

function without(name: string, list: readonly Value[]): Properties {
  return list.length > 0 ? { [name]: list } : {};
}
