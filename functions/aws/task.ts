import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy, { type MiddyfiedHandler } from "@middy/core";
import type { Context } from "aws-lambda";
import { TransientError, withName } from "./failure.ts";
import { logger } from "./logger.ts";

/**
 * Makes a Lambda of what it does. Every function has this one stack: log lines carry the release's id, a failure is
 * logged once, and what is thrown has the name that the state machine retries or catches.
 */
export function task<Input, Result>(
  act: (input: Input, context: Pick<Context, "getRemainingTimeInMillis">) => Promise<Result>,
): MiddyfiedHandler<Input, Result> {
  return middy<Input, Result>({ timeoutEarlyInMillis: 0 }) // Lambda itself tells of a timeout, by Sandbox.Timedout
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .before(({ event }) => logger.appendKeys(subjectOf(event)))
    .onError((request) => {
      const failure = withName(request.error);
      if (failure instanceof TransientError) logger.warn(failure.message, failure);
      else logger.error(failure.message, failure);
      request.error = failure;
    })
    .handler(act);
}

/** Which release a task is about, and by which execution it is called, where its input says so. */
function subjectOf(input: unknown): { releaseId?: string; execution?: string } {
  const { release, releaseId = release?.id, execution } = (input ?? {}) as Subject;
  return {
    ...(typeof releaseId === "string" ? { releaseId } : {}),
    ...(typeof execution === "string" ? { execution } : {}),
  };
}

interface Subject {
  readonly release?: { readonly id?: string };
  readonly releaseId?: string;
  readonly execution?: string;
}
