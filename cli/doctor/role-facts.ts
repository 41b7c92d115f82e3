import { GetRoleCommand, IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { denialsOf } from "./bucket-policy.ts";
import { type Need, needsOf, type Place } from "./role-needs.ts";
import { look, lookFor, type Sight } from "./sight.ts";

/** What becomes of something the role would do. */
export type Decision = "allowed" | "denied" | "denied by the bucket" | "denied by the organization";

export interface RoleFacts {
  /** The trust policy's document; undefined where there is no such role. */
  readonly trust: Sight<unknown>;
  readonly needs: readonly { readonly need: Need; readonly decision: Sight<Decision> }[];
}

/** By what a bucket is to the pipeline. */
export type BucketPolicies = Readonly<Record<NonNullable<Need["bucket"]>, Sight<string | undefined>>>;

const client = new IAMClient({
  maxAttempts: 6, // IAM takes few calls a second
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 },
});

/**
 * Looks at the role, and has AWS simulate all that it must be allowed. The simulation knows what nobody else may see: the
 * account's organization, boundaries, managed policies. One action on one resource a call, because AWS refuses to
 * simulate some actions together.
 */
export async function lookAtRole(place: Place, bucketPolicies: BucketPolicies): Promise<RoleFacts> {
  const trust = await lookFor("iam:GetRole", ["NoSuchEntityException", "NoSuchEntity"], async () => {
    const { Role } = await client.send(new GetRoleCommand({ RoleName: place.roleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "null"));
  });
  if (trust.seen && trust.value === undefined) return { trust, needs: [] };
  const needs = await aFewAtATime(needsOf(place), async (need) => {
    const denials = denialsFor(need, place.roleArn, bucketPolicies);
    return { need, decision: await look("iam:SimulatePrincipalPolicy", () => decide(need, place.roleArn, denials)) };
  });
  return { trust, needs };
}

function denialsFor({ bucket }: Need, roleArn: string, policies: BucketPolicies): string | undefined {
  const policy = bucket && policies[bucket];
  return policy?.seen && policy.value !== undefined ? denialsOf(policy.value, roleArn) : undefined;
}

async function decide(need: Need, roleArn: string, denials: string | undefined): Promise<Decision> {
  const whole = await simulate(need, roleArn, denials);
  if (whole === "allowed" || denials === undefined) return whole;
  const byRoleAlone = await simulate(need, roleArn, undefined);
  return byRoleAlone === "allowed" ? "denied by the bucket" : byRoleAlone;
}

async function simulate(
  { action, resource, context = {} }: Need,
  PolicySourceArn: string,
  extra: string | undefined,
): Promise<Exclude<Decision, "denied by the bucket">> {
  const values = Object.entries(context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyValues: [value],
    ContextKeyType: "string" as const,
  }));
  const secure = {
    ContextKeyName: "aws:SecureTransport",
    ContextKeyValues: ["true"],
    ContextKeyType: "boolean" as const,
  };
  const { EvaluationResults: [result] = [] } = await client.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: [secure, ...values],
      ...(extra === undefined ? {} : { PolicyInputList: [extra] }),
    }),
  );
  if (result?.EvalDecision === "allowed") return "allowed";
  return result?.OrganizationsDecisionDetail?.AllowedByOrganizations === false
    ? "denied by the organization"
    : "denied";
}
