import { randomUUID } from "node:crypto";
import { AwsError } from "../../http/aws-error.ts";
import type { Model } from "../../http/model.ts";
import { TaskFailure } from "../task-failure.ts";

/** A service as the AWS SDK for Java calls it, in its first or its second version: by that Step Functions names errors. */
export interface JavaService {
  /** What stands before the dot. */
  readonly prefix: string;
  /** The exception of everything that the service's model does not name. */
  readonly baseException: string;
  /** What the cause says of the answer, after the message. */
  readonly cause: (answer: FailedAnswer) => string;
}

/** What a service answered when it failed. */
export interface FailedAnswer {
  readonly name: string;
  readonly status: number;
  readonly requestId: string;
  readonly extendedRequestId: string | undefined;
}

/** An SDK client's error, as far as it matters here. */
interface ClientError extends Error {
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly extendedRequestId?: string;
  };
}

/**
 * The failure of a task whose call failed: `S3.NoSuchKeyException` for an error that the service's model names, `S3.S3Exception` for
 * any other, `S3.SdkClientException` for what never became a request.
 */
export function failureOf(
  error: unknown,
  { errors }: Model,
  { prefix, baseException, cause }: JavaService,
): TaskFailure {
  if (error instanceof TaskFailure) return error;
  const { name, message } = error as Error;
  const answer = answerIn(error, errors);
  if (!answer) return new TaskFailure(`${prefix}.SdkClientException`, message);
  const exception = errors.has(name) ? name.replace(/(?:Exception)?$/, "Exception") : baseException;
  return new TaskFailure(`${prefix}.${exception}`, `${message} (${cause(answer)})`);
}

function answerIn(error: unknown, errors: Model["errors"]): FailedAnswer | undefined {
  if (error instanceof AwsError) {
    const { name, status = errors.get(name)?.status ?? 400 } = error;
    return { name, status, requestId: randomUUID(), extendedRequestId: undefined };
  }
  const { name, $metadata } = error as ClientError;
  if ($metadata?.httpStatusCode === undefined) return undefined;
  const { httpStatusCode: status, requestId = "", extendedRequestId } = $metadata;
  return { name, status, requestId, extendedRequestId };
}

/** Of Step Functions' own integrations; recorded on AWS: `… (Service: AmazonSQS; Status Code: 400; Error Code: …; Request ID: …; Proxy: null)`. */
export function inJava1(prefix: string, service: string): JavaService {
  return {
    prefix,
    baseException: `${service}Exception`,
    cause: ({ name, status, requestId }) =>
      `Service: ${service}; Status Code: ${status}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null`,
  };
}

/** Of the AWS SDK integrations; recorded on AWS: `… (Service: S3, Status Code: 404, Request ID: …, Extended Request ID: …)`. */
export function inJava2(service: string): JavaService {
  return {
    prefix: service,
    baseException: `${service}Exception`,
    cause: ({ status, requestId, extendedRequestId }) => {
      const extended = extendedRequestId === undefined ? "" : `, Extended Request ID: ${extendedRequestId}`;
      return `Service: ${service}, Status Code: ${status}, Request ID: ${requestId}${extended}`;
    },
  };
}
