import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy, { type MiddyfiedHandler } from "@middy/core";
import type { Context } from "aws-lambda";
import { TransientError, withName } from "./failure.ts";
import { logger } from "./logger.ts";

/**
 * Makes a Lambda of what it does. Every function has this one stack: log lines carry the release's id and the execution, what came of
 * it is one line, well or not, and what is thrown has the name that the state machine retries or catches. (Of what is thrown the
 * runtime writes a line of its own, which carries none of this.)
 */
export function task<Input, Result>(
  act: (input: Input, context: Pick<Context, "getRemainingTimeInMillis">) => Promise<Result>,
): MiddyfiedHandler<Input, Result> {
  return middy<Input, Result>({ timeoutEarlyInMillis: 0 }) // Lambda itself tells of a timeout, by Sandbox.Timedout
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .before(({ event }) => logger.appendKeys(subjectOf(event)))
    .after(({ response }) => logger.info("Done", stateIn(response)))
    .onError((request) => {
      const failure = withName(request.error);
      if (failure instanceof TransientError) logger.warn(failure.message, failure);
      else logger.error(failure.message, failure);
      request.error = failure;
    })
    .handler(act);
}

/** `{ state: "signing" }`, where an answer says so. */
function stateIn(answer: unknown): { state?: string } {
  const { state } = (answer ?? {}) as { state?: unknown };
  return typeof state === "string" ? { state } : {};
}

/**
 * Which release a task is about, and which execution: by the workflow's input, or by the event of an execution's end. An
 * execution has the name of its release.
 */
function subjectOf(input: unknown): { releaseId?: string; execution?: string } {
  const { detail, execution = detail?.executionArn, release, releaseId = release?.id } = (input ?? {}) as Subject;
  if (typeof execution !== "string") return typeof releaseId === "string" ? { releaseId } : {};
  return { releaseId: typeof releaseId === "string" ? releaseId : nameOf(execution), execution };
}

function nameOf(executionArn: string): string {
  return executionArn.slice(executionArn.lastIndexOf(":") + 1);
}

interface Subject {
  readonly release?: { readonly id?: string };
  readonly releaseId?: string;
  readonly execution?: string;
  readonly detail?: { readonly executionArn?: string };
}
