import { AwsError } from "../http/aws-error.ts";
import type { FunctionError, Invocation } from "./invocation.ts";

/** A message's attributes: texts, and numbers as texts. */
export type DeadLetterAttributes = Readonly<
  Record<string, { readonly DataType: "String" | "Number"; readonly StringValue: string }>
>;

/**
 * Sends an event that a function failed on to a queue or a topic, as the function's role.
 * @throws when it cannot be sent
 */
export type SendDeadLetter = (
  targetArn: string,
  body: string,
  attributes: DeadLetterAttributes,
  sender: { readonly functionArn: string; readonly roleArn: string },
) => unknown;

const longestMessage = 1_024; // bytes

/**
 * What a dead letter says beside the event (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html):
 * the error code is the HTTP status that an invocation somebody waits for would have had, 200 when the function itself failed.
 */
export function deadLetterAttributes(
  { requestId }: Invocation,
  { errorType, errorMessage }: FunctionError,
  status: number,
): DeadLetterAttributes {
  const message = Buffer.from(errorMessage || errorType)
    .subarray(0, longestMessage)
    .toString();
  return {
    RequestID: { DataType: "String", StringValue: requestId },
    ErrorCode: { DataType: "Number", StringValue: `${status}` },
    ErrorMessage: { DataType: "String", StringValue: message.replace(/\uFFFD$/, "") }, // a character may be cut in two
  };
}

/** The HTTP status of what kept a function from running at all. */
export function statusOf(error: unknown): number {
  return error instanceof AwsError ? (error.status ?? 400) : 500;
}
