import type { Architecture, FunctionConfiguration, LogFormat, Runtime, TracingMode } from "@aws-sdk/client-lambda";
import type { LambdaFunction } from "./function.ts";

/** A function as `GetFunctionConfiguration` tells it. */
export function functionConfiguration(fn: LambdaFunction): FunctionConfiguration {
  const { logging } = fn;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Description: fn.description,
    Role: fn.role,
    Runtime: fn.runtime as Runtime,
    Handler: fn.handler,
    MemorySize: fn.memorySize,
    Timeout: fn.timeout,
    Architectures: [...fn.architectures] as Architecture[],
    Environment: { Variables: { ...fn.environment } },
    TracingConfig: { Mode: fn.tracing as TracingMode },
    ...(fn.deadLetterTarget === undefined ? {} : { DeadLetterConfig: { TargetArn: fn.deadLetterTarget } }),
    LoggingConfig: { LogGroup: logging.group, LogFormat: logging.format as LogFormat },
    CodeSha256: fn.bundle.codeSha256,
    CodeSize: fn.bundle.codeSize,
    LastModified: new Date(fn.lastModified).toISOString().replace("Z", "+0000"),
    Version: "$LATEST",
    PackageType: "Zip",
    State: "Active",
    LastUpdateStatus: "Successful",
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
  };
}
