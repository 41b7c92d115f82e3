import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

const stack = "stack/{StackName}/*|*";

/** Actions of AWS CloudFormation. Stacks are asked for by name, which leaves the end of their ARN open. */
export const cloudFormationNeeds: ServiceNeeds = {
  prefix: "cloudformation",
  arnStart: (account) => arnOf(account, "cloudformation", ""),
  operations: {
    DescribeStacks: stack,
    ListStacks: "*",
    GetTemplate: stack,
    DescribeStackResource: stack,
    DescribeStackResources: stack,
    ListStackResources: stack,
  },
};
