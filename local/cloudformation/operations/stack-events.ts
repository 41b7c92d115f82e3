import type { DescribeStackEventsInput, DescribeStackEventsOutput } from "@aws-sdk/client-cloudformation";
import { pageOf } from "../../http/pages.ts";
import type { CloudFormationContext } from "../context.ts";
import { templateError } from "../template-error.ts";

const pageSize = 100;

/** The newest first. @throws AwsError ValidationError: this operation words it otherwise than the others */
export function describeStackEvents(
  { StackName, NextToken }: DescribeStackEventsInput,
  { stacks }: CloudFormationContext,
): DescribeStackEventsOutput {
  const stack = stacks.find(StackName);
  if (!stack) throw templateError(`Stack [${StackName}] does not exist`);
  const page = { limit: pageSize, nextToken: NextToken, invalidToken: "ValidationError" };
  const { items, nextToken } = pageOf(stack.events.toReversed(), page, ({ EventId }) => EventId ?? "");
  return { StackEvents: items, NextToken: nextToken };
}
