import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "aws-lambda";
import * as v from "valibot";
import { parseInput } from "../firmware/input.ts";
import { isDenied, TransientError, withName } from "./failure.ts";
import { logger } from "./logger.ts";

const text = v.pipe(v.string(), v.minLength(1));
const requestSchema = v.object({
  RequestType: v.picklist(["Create", "Update", "Delete"]),
  ResponseURL: v.pipe(v.string(), v.url()),
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  PhysicalResourceId: v.optional(text),
  ResourceProperties: v.optional(v.unknown()),
});

/** What CloudFormation asks ("Custom resource request and response reference" in its guide). */
export type CustomResourceRequest = v.InferOutput<typeof requestSchema>;

/** @throws InputInvalidError for what is no request: nobody waits for an answer to it */
export function parseCustomResourceRequest(event: unknown): CustomResourceRequest {
  return parseInput(requestSchema, event, "a request of CloudFormation's for a custom resource");
}

const timeToAnswer = 15_000; // milliseconds that are kept for it: the answer may take several attempts
const longestReason = 1_000; // characters; CloudFormation takes 4,096 bytes in all
const answerAttempts = 4;

/**
 * Does what CloudFormation asks, and tells it what came of that, failures included; without an answer it waits until its own
 * time is up. What passes is tried again as long as there is time. A right that lacks may pass too: IAM takes seconds to know
 * those that the same deployment has just given. Only what is deleted has had them for long.
 * @param physicalId what the resource is known by when it failed, so that its deletion finds what was begun
 * @param act resolves to the resource's physical id
 * @throws Error when CloudFormation cannot be reached: Lambda then invokes the function again
 */
export async function answerRequest(
  request: CustomResourceRequest,
  {
    context,
    physicalId,
    act,
  }: { context: Pick<Context, "getRemainingTimeInMillis">; physicalId: string; act: () => Promise<string> },
): Promise<void> {
  try {
    const passes = (failure: Error) =>
      failure instanceof TransientError || (request.RequestType !== "Delete" && isDenied(failure));
    const made = await inTime(act, { passes, milliseconds: context.getRemainingTimeInMillis() - timeToAnswer });
    await answer(request, { Status: "SUCCESS", PhysicalResourceId: made });
  } catch (thrown) {
    if (thrown instanceof AnswerUndeliveredError) throw thrown;
    const failure = withName(thrown);
    logger.error(`The request to ${request.RequestType} failed`, failure);
    const Reason = `${failure.name}: ${failure.message}`.slice(0, longestReason);
    await answer(request, { Status: "FAILED", Reason, PhysicalResourceId: physicalId });
  }
}

/** CloudFormation did not take the answer. */
class AnswerUndeliveredError extends Error {
  override readonly name = "AnswerUndeliveredError";
}

/** The function's time was up before the work was done. */
class TimeUpError extends Error {
  override readonly name = "TimeUpError";
}

/** Tries again what passes. @throws TimeUpError with what went wrong last */
async function inTime<Result>(
  act: () => Promise<Result>,
  { passes, milliseconds }: { passes: (failure: Error) => boolean; milliseconds: number },
): Promise<Result> {
  const over = new AbortController();
  let last = "nothing";
  const late = pause(Math.max(milliseconds, 0), undefined, { signal: over.signal }).then(() => {
    throw new TimeUpError(`AWS had not done in time what was asked. What it said last: ${last}`);
  });
  const persevere = async (wait: number): Promise<Result> => {
    try {
      return await act();
    } catch (thrown) {
      const failure = withName(thrown);
      if (!passes(failure) || over.signal.aborted) throw failure;
      last = failure.message;
      logger.warn(failure.message, failure);
      await pause(wait, undefined, { signal: over.signal }); // behind its time nothing more is done: the next request may be at work
      return persevere(wait * 2);
    }
  };
  try {
    return await Promise.race([persevere(500), late]);
  } finally {
    late.catch(() => {}); // it is waited for no longer
    over.abort();
  }
}

type Outcome =
  | { readonly Status: "SUCCESS"; readonly PhysicalResourceId: string }
  | { readonly Status: "FAILED"; readonly PhysicalResourceId: string; readonly Reason: string };

/** Puts the answer to the presigned URL, which is signed for no content type. */
async function answer({ ResponseURL, StackId, RequestId, LogicalResourceId }: CustomResourceRequest, outcome: Outcome) {
  const body = JSON.stringify({ ...outcome, StackId, RequestId, LogicalResourceId });
  let problem = "";
  for (let attempt = 0; attempt < answerAttempts; attempt++) {
    if (attempt > 0) await pause(100 * 2 ** attempt);
    try {
      const signal = AbortSignal.timeout(2_000);
      const response = await fetch(ResponseURL, { method: "PUT", headers: { "content-type": "" }, body, signal });
      if (response.ok) return;
      problem = `HTTP status ${response.status}`;
    } catch (error) {
      problem = String(error);
    }
  }
  throw new AnswerUndeliveredError(`CloudFormation did not take the answer ${outcome.Status}: ${problem}`);
}
