import type { Parameter } from "@aws-sdk/client-cloudformation";
import type { StackPlan } from "./stack-plan.ts";

/** A stack's parameters as the API tells them: those that are not to be shown, by asterisks. */
export function describedParameters({ template, values }: StackPlan): Parameter[] {
  return [...values].map(([key, value]) => ({
    ParameterKey: key,
    ParameterValue: isHidden(template.Parameters?.[key]?.NoEcho) ? "****" : String(value), // a list with commas between
  }));
}

/** It may be written as a text. */
export function isHidden(noEcho: unknown): boolean {
  return String(noEcho) === "true";
}
