import { AwsError } from "../http/aws-error.ts";

/** What is wrong with a template or its parameters, as CloudFormation reports it: `ValidationError`. */
export function templateError(message: string): AwsError {
  return new AwsError("ValidationError", message, 400);
}
