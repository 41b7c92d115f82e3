import type { Output } from "@aws-sdk/client-cloudformation";
import type { StackResource } from "./intrinsic-functions.ts";
import { outputsOf, type StackPlan } from "./stack-plan.ts";

/** A stack's outputs as the API tells them. @throws AwsError ValidationError for an attribute that a resource does not have */
export function outputs(plan: StackPlan, resources: ReadonlyMap<string, StackResource>): Output[] {
  return Object.entries(outputsOf(plan, resources)).map(([key, value]) => ({
    OutputKey: key,
    OutputValue: value,
    Description: plan.template.Outputs?.[key]?.Description,
  }));
}
