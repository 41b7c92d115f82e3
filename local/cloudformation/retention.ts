import type { ResourceDeclaration } from "./template.ts";
import { templateError } from "./template-error.ts";

/** On what occasion a resource is to go. */
export type Occasion =
  /** The template has it no more, or its stack is deleted. */
  | "deletion"
  /** Another stands in its place. */
  | "replacement"
  /** What made it has failed. */
  | "creation rolled back"
  /** What put it in the place of another has failed. */
  | "replacement rolled back";

const deletionPolicies = ["Delete", "Retain", "RetainExceptOnCreate"];
const replacePolicies = ["Delete", "Retain"];

/** @throws AwsError ValidationError for policies that there are not, or that are not played: snapshots */
export function checkPolicies(logicalId: string, { DeletionPolicy, UpdateReplacePolicy }: ResourceDeclaration): void {
  const check = (name: string, value: unknown, known: readonly string[]) => {
    if (value !== undefined && !known.includes(String(value)))
      throw templateError(`Local AWS does not play the ${name} ${JSON.stringify(value)} of ${logicalId}`);
  };
  check("DeletionPolicy", DeletionPolicy, deletionPolicies);
  check("UpdateReplacePolicy", UpdateReplacePolicy, replacePolicies);
}

/**
 * Whether a resource stays when it is to go ("DeletionPolicy attribute" and "UpdateReplacePolicy attribute" in the CloudFormation
 * guide): one that is retained stays also when its creation is rolled back, unless the policy is `RetainExceptOnCreate`.
 */
export function isRetained(
  { DeletionPolicy = "Delete", UpdateReplacePolicy = "Delete" }: ResourceDeclaration,
  occasion: Occasion,
): boolean {
  if (occasion === "replacement") return UpdateReplacePolicy === "Retain";
  if (occasion === "replacement rolled back") return false;
  if (occasion === "creation rolled back") return DeletionPolicy === "Retain";
  return DeletionPolicy !== "Delete";
}
