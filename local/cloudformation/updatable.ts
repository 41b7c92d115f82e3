import type { Stack } from "./stack.ts";
import { templateError } from "./template-error.ts";

const updatable: readonly string[] = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"];

/** @throws AwsError ValidationError while something is done to the stack, and when its last creation or change could not be set back */
export function checkUpdatable({ id, status }: Stack): void {
  if (!updatable.includes(status)) throw templateError(`Stack:${id} is in ${status} state and can not be updated.`);
}

/** @throws AwsError ValidationError while something is done to the stack */
export function checkDeletable({ id, status }: Stack): void {
  if (status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS" && status !== "DELETE_IN_PROGRESS")
    throw templateError(`Stack [${id}] cannot be deleted while in status ${status}`);
}
