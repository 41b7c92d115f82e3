import { arnOf } from "../../account.ts";
import type { ServiceNeeds } from "./need.ts";

const stack = "stack/{StackName}/*|*";

/** Actions of AWS CloudFormation. Stacks are asked for by name, which leaves the end of their ARN open. */
export const cloudFormationNeeds: ServiceNeeds = {
  prefix: "cloudformation",
  arnStart: (account) => arnOf(account, "cloudformation", ""),
  operations: {
    CreateChangeSet: stack,
    DescribeChangeSet: stack,
    ListChangeSets: stack,
    DeleteChangeSet: stack,
    ExecuteChangeSet: stack,
    CreateStack: stack,
    UpdateStack: stack,
    DeleteStack: stack,
    DescribeStacks: stack,
    ListStacks: "*",
    DescribeStackEvents: stack,
    DescribeStackResource: stack,
    DescribeStackResources: stack,
    ListStackResources: stack,
    GetTemplate: stack,
    GetTemplateSummary: stack,
    ValidateTemplate: "*",
  },
};
