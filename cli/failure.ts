import { CommanderError } from "commander";
import { awsAdvice } from "./aws-advice.ts";
import { exitCodes } from "./exit-codes.ts";
import { Interrupted } from "./interruption.ts";
import { NotFoundError } from "./not-found-error.ts";
import { RefusedBeforehandError } from "./releases/refusal.ts";
import { UsageError } from "./usage-error.ts";

/** How a command that did not come to its end is reported. */
export interface Failure {
  readonly exitCode: number;
  /** For standard error; undefined when it is said already. */
  readonly message: string | undefined;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage, message: undefined }; // help, or what is wrong
  }
  if (error instanceof Interrupted) {
    const isSilent = error.signal === "SIGPIPE"; // as all that is written into a `| head`
    return { exitCode: error.exitCode, message: isSilent ? undefined : error.message };
  }
  if (error instanceof NotFoundError) return { exitCode: exitCodes.notFound, message: error.message };
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, message: error.message };
  if (error instanceof RefusedBeforehandError) return { exitCode: exitCodes.notReleased, message: error.message };
  const message = error instanceof Error ? (awsAdvice(error) ?? error.message) : String(error);
  return { exitCode: exitCodes.failed, message };
}
