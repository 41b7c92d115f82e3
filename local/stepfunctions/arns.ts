import { AwsError } from "../http/aws-error.ts";

const pattern = /^arn:[\w-]+:states:[\w-]+:\d{12}:(?<type>\w+):.+$/;

/** The ARN, when it is one of that type. @throws AwsError InvalidArn, in AWS's words */
export function arnOfType(arn: string | undefined, type: "stateMachine" | "execution"): string {
  if (!arn?.startsWith("arn:")) throw invalidArn(`Invalid ARN prefix: ${arn ?? ""}`);
  const found = pattern.exec(arn)?.groups?.["type"];
  if (found === undefined) throw invalidArn(`Invalid ARN: ${arn}`);
  if (found !== type) throw invalidArn(`Resource type not valid in this context: ${found}`);
  return arn;
}

function invalidArn(why: string): AwsError {
  return new AwsError("InvalidArn", `Invalid Arn: '${why}'`);
}
