import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from "@aws-sdk/client-cloudformation";
import { isNamed } from "../../functions/aws/failure.ts";
import { look, type Sight } from "./sight.ts";

/** A stack as CloudFormation tells of it. */
export interface StackFacts {
  /** `CREATE_COMPLETE` */
  readonly status: string;
  readonly reason: string | null;
  readonly parameters: ReadonlyMap<string, string>;
  /** Logical id → physical id, of what was made. */
  readonly resources: ReadonlyMap<string, string>;
}

const client = new CloudFormationClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 } });

/** Undefined where there is no such stack. */
export function lookAtStack(name: string): Promise<Sight<StackFacts | undefined>> {
  return look("cloudformation:DescribeStacks and cloudformation:ListStackResources", async () => {
    const stack = await describeStack(name);
    return (
      stack && {
        status: stack.StackStatus ?? "",
        reason: stack.StackStatusReason ?? null,
        parameters: new Map(
          (stack.Parameters ?? []).map(({ ParameterKey = "", ParameterValue = "" }) => [ParameterKey, ParameterValue]),
        ),
        resources: new Map((await resourcesOf(name)).map(idsOf)),
      }
    );
  });
}

async function describeStack(name: string) {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    if (isNamed(error, "ValidationError")) return undefined; // CloudFormation's word for a stack that is not there
    throw error;
  }
}

async function resourcesOf(StackName: string): Promise<StackResourceSummary[]> {
  const found: StackResourceSummary[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    found.push(...StackResourceSummaries.filter(({ ResourceStatus }) => ResourceStatus !== "DELETE_COMPLETE"));
  return found;
}

function idsOf({ LogicalResourceId = "", PhysicalResourceId = "" }: StackResourceSummary) {
  return [LogicalResourceId, PhysicalResourceId] as const;
}
