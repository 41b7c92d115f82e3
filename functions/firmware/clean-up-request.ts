import * as v from "valibot";
import { parseInput } from "./input.ts";
import type { Failure } from "./verdict.ts";

/** Which release a clean-up is for, and who asks: the workflow itself, an event, or somebody by hand. */
export interface CleanUpRequest {
  readonly releaseId: string;
  /** What failed, where the workflow itself tells. */
  readonly failure?: Failure | undefined;
  /** What the event of its execution's end told. */
  readonly ended?: ExecutionEnded | undefined;
}

/** An execution's end, as EventBridge tells it. */
export interface ExecutionEnded {
  /** Step Functions': `ABORTED`. */
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly stoppedAt: number;
}

const requestSchema = v.object({
  releaseId: v.string(),
  failure: v.optional(v.object({ Error: v.optional(v.string()), Cause: v.optional(v.string()) })),
});

// "Step Functions Execution Status Change": the execution is named by its release id.
const executionEndedSchema = v.object({
  source: v.literal("aws.states"),
  detail: v.object({ name: v.string(), status: v.optional(v.string()), stopDate: v.nullish(v.number()) }),
});

/**
 * Reads what clean-up is asked: by the workflow, or by the event of an execution that has ended.
 * @throws InputInvalidError
 */
export function parseCleanUp(input: unknown): CleanUpRequest {
  const what = "a clean-up { releaseId, failure } or the event of an execution's end";
  const request = parseInput(v.union([requestSchema, executionEndedSchema]), input, what);
  if ("releaseId" in request) return request;
  const { name, status = "", stopDate } = request.detail;
  return { releaseId: name, ...(typeof stopDate === "number" ? { ended: { status, stoppedAt: stopDate } } : {}) };
}
