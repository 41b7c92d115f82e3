import { AwsError } from "../http/aws-error.ts";

/** A parameter that SNS does not take: which, and why if it says. */
export function invalidParameter(what: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid parameter: ${what}`);
}

/** `NotImplemented`: something of SNS's that local AWS does not play, by name. */
export function notPlayed(what: string): AwsError {
  return new AwsError("NotImplemented", `Local AWS does not play ${what}`, 501);
}
