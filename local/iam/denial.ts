import { anonymous } from "../http/anonymous.ts";
import type { Permission } from "../http/authorize.ts";
import { AwsError } from "../http/aws-error.ts";
import type { Policy } from "../policy.ts";
import type { Decisive } from "./evaluate.ts";

/** What services call it that somebody may not do something, and with which status, where it is not the usual. */
const namings: Readonly<Record<string, readonly [name: string, status: number]>> = {
  acm: ["AccessDeniedException", 400],
  cloudformation: ["AccessDenied", 403],
  events: ["AccessDeniedException", 400],
  iam: ["AccessDenied", 403],
  s3: ["AccessDenied", 403],
  sns: ["AuthorizationErrorException", 403],
  states: ["AccessDeniedException", 400],
};
const usual = ["AccessDeniedException", 403] as const;

/** The error in AWS's words: "Troubleshoot access denied error messages" in the IAM User Guide. Strangers are not told why. */
export function denial(
  who: string,
  { action, resource }: Permission,
  why: { isExplicit: boolean; decidedBy: readonly Decisive[]; identity: readonly Policy[] },
): AwsError {
  const [service = ""] = action.split(":");
  const isPassed = action === "iam:PassRole"; // asked by another service, which says so by a name of its own
  const [name, status] = (!isPassed && Object.hasOwn(namings, service) && namings[service]) || usual;
  if (who === anonymous.arn) return new AwsError(name, "Access Denied", status);
  const stated = service === "s3" ? JSON.stringify(resource) : resource;
  return new AwsError(
    name,
    `User: ${who} is not authorized to perform: ${action} on resource: ${stated} ${reason(action, why)}`,
    status,
  );
}

function reason(
  action: string,
  {
    isExplicit,
    decidedBy: [first],
    identity,
  }: { isExplicit: boolean; decidedBy: readonly Decisive[]; identity: readonly Policy[] },
): string {
  const isOwn = (policy: Policy | undefined) => policy !== undefined && identity.includes(policy);
  if (isExplicit) return `with an explicit deny in ${isOwn(first?.policy) ? "an identity" : "a resource"}-based policy`;
  return `because no ${identity.length > 0 ? "identity" : "resource"}-based policy allows the ${action} action`;
}
