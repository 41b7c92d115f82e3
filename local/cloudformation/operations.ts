import type * as sdk from "@aws-sdk/client-cloudformation";
import type { Operations } from "../http/api-service.ts";
import type { KnownStacks } from "./known-stacks.ts";
import { describeStackResource, describeStackResources, listStackResources } from "./operations/stack-resources.ts";
import { describeStacks, getTemplate, listStacks } from "./operations/stacks.ts";

/** The operations of CloudFormation that local AWS plays: those that tell of stacks. It deploys one by itself when it starts. */
export function operations(stacks: KnownStacks): Operations {
  return {
    DescribeStacks: (request: sdk.DescribeStacksInput) => describeStacks(request, stacks),
    ListStacks: (request: sdk.ListStacksInput) => listStacks(request, stacks),
    GetTemplate: (request: sdk.GetTemplateInput) => getTemplate(request, stacks),
    DescribeStackResource: (request: sdk.DescribeStackResourceInput) => describeStackResource(request, stacks),
    DescribeStackResources: (request: sdk.DescribeStackResourcesInput) => describeStackResources(request, stacks),
    ListStackResources: (request: sdk.ListStackResourcesInput) => listStackResources(request, stacks),
  };
}
