import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { isNamed } from "../../functions/aws/failure.ts";
import { NotFoundError } from "../not-found-error.ts";

/** A deployed pipeline: where its parts are, by the outputs and parameters of its stack. */
export interface PipelineStack {
  readonly name: string;
  readonly firmwareBucket: string;
  readonly releaseBucket: string;
  readonly stateMachineArn: string;
  readonly otaRoleArn: string;
  readonly retentionInDays: string;
  /** The profile that signs where neither a product nor a release names another. */
  readonly signingProfile: string;
  /** `SignerJob` or `ExtractedSignature`. */
  readonly codeSigning: string;
  /** A name, or how names begin, with an asterisk behind. */
  readonly allowedSigningProfiles: string;
  /** `true` or `false`. */
  readonly allowSigningProfileParameters: string;
}

const client = new CloudFormationClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 } });

/**
 * Finds a pipeline by the name of its stack.
 * @throws NotFoundError when there is no such stack in this account and region; Error when it is a stack of something else
 */
export async function findStack(name: string): Promise<PipelineStack> {
  const stack = await describeStack(name);
  const found = new Map([
    ...(stack.Parameters ?? []).map(
      ({ ParameterKey = "", ParameterValue = "" }) => [ParameterKey, ParameterValue] as const,
    ),
    // Behind the parameters: what was left empty there, the stack has chosen.
    ...(stack.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue] as const),
  ]);
  const told = (key: string): string => {
    const value = found.get(key);
    if (value) return value;
    throw new Error(`The stack ${name} is not one of ota-pipeline's, or of another version: it has no ${key}.`);
  };
  return {
    name,
    firmwareBucket: told("FirmwareBucket"),
    releaseBucket: told("ReleaseBucket"),
    stateMachineArn: told("StateMachineArn"),
    otaRoleArn: told("OtaRoleArn"),
    retentionInDays: told("RetentionInDays"),
    codeSigning: told("CodeSigning"),
    signingProfile: told("SigningProfileName"),
    allowedSigningProfiles: found.get("AllowedSigningProfiles") || told("SigningProfileName"),
    allowSigningProfileParameters: found.get("AllowSigningProfileParameters") || "false",
  };
}

async function describeStack(name: string) {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack) return stack;
  } catch (error) {
    if (!isNamed(error, "ValidationError")) throw error;
  }
  const region = await client.config.region();
  throw new NotFoundError(
    `There is no stack ${name} in ${region}. Name yours with --stack, look in another region with AWS_REGION, or say --local for local AWS.`,
  );
}

/**
 * The physical name of one of the stack's functions.
 * @param logicalId as the template has it: `SweepFunction`
 */
export async function functionNameOf({ name }: PipelineStack, logicalId: string): Promise<string> {
  const request = { StackName: name, LogicalResourceId: logicalId };
  const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand(request));
  return StackResourceDetail?.PhysicalResourceId ?? "";
}
