import type { LoggingConfiguration } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";

/**
 * How a machine logs, completed. Whether there is such a log group nobody asks: CloudWatch Logs is not played.
 * @throws AwsError InvalidLoggingConfiguration, as recorded on AWS
 */
export function checkedLogging(configuration: LoggingConfiguration = {}): LoggingConfiguration {
  const logging = { level: "OFF", includeExecutionData: false, ...configuration } as const;
  const { level, destinations = [] } = logging;
  const fits = level === "OFF" ? destinations.length <= 1 : destinations.length === 1;
  if (fits) return logging;
  throw new AwsError(
    "InvalidLoggingConfiguration",
    "Invalid Logging Configuration: Must specify exactly one Log Destination.",
  );
}
