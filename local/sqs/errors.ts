import { AwsError } from "../http/aws-error.ts";

/** A parameter of a request that has a value SQS does not take. */
export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message, 400);
}

/** @throws AwsError InvalidParameterValue for a number, if there is one, that is not from `least` to `most` */
export function checkRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${least} and <= ${most}, if provided.`,
  );
}
