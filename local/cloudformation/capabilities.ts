import { AwsError } from "../http/aws-error.ts";
import type { Template } from "./template.ts";

/** What somebody who deploys a template must have agreed to. */
export interface NeededCapabilities {
  readonly capabilities: readonly ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[];
  readonly reason: string | undefined;
}

/** IAM's types that need it, and the property that gives each a name of its own. */
const nameOf: Readonly<Record<string, string | undefined>> = {
  "AWS::IAM::AccessKey": undefined,
  "AWS::IAM::Group": "GroupName",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Policy": undefined,
  "AWS::IAM::Role": "RoleName",
  "AWS::IAM::User": "UserName",
  "AWS::IAM::UserToGroupAddition": undefined,
};

/** "Acknowledging IAM resources in CloudFormation templates", and macros, of which the SAM transform is one. */
export function neededCapabilities({ Resources, Transform }: Template): NeededCapabilities {
  const iam = Object.values(Resources).filter(({ Type }) => Object.hasOwn(nameOf, Type));
  const isNamed = iam.some(({ Type, Properties = {} }) => Properties[nameOf[Type] ?? ""] !== undefined);
  const types = [...new Set(iam.map(({ Type }) => Type))];
  return {
    capabilities: [
      ...(isNamed ? (["CAPABILITY_NAMED_IAM"] as const) : iam.length > 0 ? (["CAPABILITY_IAM"] as const) : []),
      ...(Transform === undefined ? [] : (["CAPABILITY_AUTO_EXPAND"] as const)),
    ],
    reason: types.length > 0 ? `The following resource(s) require capabilities: [${types.join(", ")}]` : undefined,
  };
}

/**
 * @param isReviewed whether somebody can look at what a transform has made before it is executed, as with a change set
 * @throws AwsError InsufficientCapabilitiesException that names what is missing
 */
export function checkCapabilities(
  template: Template,
  given: readonly string[],
  { isReviewed }: { isReviewed: boolean },
): void {
  const missing = neededCapabilities(template).capabilities.filter((capability) => {
    if (capability === "CAPABILITY_AUTO_EXPAND" && isReviewed) return false;
    if (capability === "CAPABILITY_IAM" && given.includes("CAPABILITY_NAMED_IAM")) return false;
    return !given.includes(capability);
  });
  if (missing.length === 0) return;
  throw new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${missing.join(", ")}]`, 400);
}
