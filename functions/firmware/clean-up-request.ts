import * as v from "valibot";
import { parseInput } from "./input.ts";
import type { Failure } from "./verdict.ts";

/** Which release a clean-up is for, and what failed, where the workflow itself tells. */
export interface CleanUpRequest {
  readonly releaseId: string;
  readonly failure: Failure | undefined;
}

const requestSchema = v.object({
  releaseId: v.string(),
  failure: v.optional(v.object({ Error: v.optional(v.string()), Cause: v.optional(v.string()) })),
});

// "Step Functions Execution Status Change": the execution is named by its release id.
const executionEndedSchema = v.object({ source: v.literal("aws.states"), detail: v.object({ name: v.string() }) });

/**
 * Reads what clean-up is asked: by the workflow, or by the event of an execution that has ended.
 * @throws InputInvalidError
 */
export function parseCleanUp(input: unknown): CleanUpRequest {
  const what = "a clean-up { releaseId, failure } or the event of an execution's end";
  const request = parseInput(v.union([requestSchema, executionEndedSchema]), input, what);
  return "detail" in request
    ? { releaseId: request.detail.name, failure: undefined }
    : { releaseId: request.releaseId, failure: request.failure };
}
