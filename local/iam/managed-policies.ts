import { AwsError } from "../http/aws-error.ts";

/** A policy of AWS's own. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly document: object;
}

/** Those that SAM gives the roles of functions, as the AWS Managed Policy Reference has them. */
const known: readonly ManagedPolicy[] = [
  managed("/service-role/", "AWSLambdaBasicExecutionRole", [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
  managed("/", "AWSXrayWriteOnlyAccess", [
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:GetSamplingStatisticSummaries",
  ]),
];

function managed(path: string, name: string, actions: readonly string[]): ManagedPolicy {
  const statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return {
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    name,
    path,
    version: "v1",
    document: { Version: "2012-10-17", Statement: [statement] },
  };
}

/** @throws AwsError NotImplemented for one of AWS's own whose document is not known here, NoSuchEntityException for any other */
export function managedPolicy(arn: string | undefined): ManagedPolicy {
  const found = known.find((policy) => policy.arn === arn);
  if (arn?.startsWith("arn:aws:iam::aws:policy/") && !found)
    throw new AwsError("NotImplemented", `Local AWS does not know what AWS's policy ${arn} allows`, 501);
  if (!found) throw new AwsError("NoSuchEntityException", `Policy ${arn} does not exist or is not attachable.`);
  return found;
}
