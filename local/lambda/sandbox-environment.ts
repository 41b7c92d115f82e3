import type { Account } from "../account.ts";
import type { LambdaFunction } from "./function.ts";

/** Temporary credentials of a role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What differs from sandbox to sandbox of a function. */
export interface SandboxSettings {
  readonly credentials: Credentials;
  /** Where the function's SDK clients find AWS: the URL of local AWS. */
  readonly endpoint: string;
  readonly runtimeApi: string;
  readonly logStream: string;
}

/** Set by Lambda alone: a function's environment may not name them. */
export const reservedVariables: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/**
 * The whole environment of a function's process: what Lambda sets
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), what the function's own configuration adds, and the
 * one thing that makes it run here, `AWS_ENDPOINT_URL`. Nothing of our own process's environment.
 */
export function sandboxEnvironment(
  fn: LambdaFunction,
  { region }: Account,
  { credentials, endpoint, runtimeApi, logStream }: SandboxSettings,
): Record<string, string> {
  return {
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TZ: ":UTC",
    HOME: fn.bundle.directory, // no `.aws` in it: a developer's own AWS settings are not the function's
    ...fn.environment,
    AWS_ENDPOINT_URL: endpoint,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: fn.bundle.directory,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: fn.logging.format,
    ...(fn.logging.applicationLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: fn.logging.applicationLevel }),
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}
