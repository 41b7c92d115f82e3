import type * as sdk from "@aws-sdk/client-cloudformation";
import type { Operations } from "../http/api-service.ts";
import type { CloudFormationContext } from "./context.ts";
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from "./operations/change-sets.ts";
import { createStack, deleteStack, updateStack } from "./operations/stack-changes.ts";
import { describeStackEvents } from "./operations/stack-events.ts";
import { describeStackResource, describeStackResources, listStackResources } from "./operations/stack-resources.ts";
import { describeStacks, listStacks } from "./operations/stacks.ts";
import { getTemplate, getTemplateSummary, validateTemplate } from "./operations/templates.ts";

/** The operations of CloudFormation that local AWS plays: those by which the SAM CLI deploys, lists and deletes stacks. */
export function operations(context: CloudFormationContext): Operations {
  return {
    CreateChangeSet: (request: sdk.CreateChangeSetInput) => createChangeSet(request, context),
    DescribeChangeSet: (request: sdk.DescribeChangeSetInput) => describeChangeSet(request, context),
    ListChangeSets: (request: sdk.ListChangeSetsInput) => listChangeSets(request, context),
    DeleteChangeSet: (request: sdk.DeleteChangeSetInput) => deleteChangeSet(request, context),
    ExecuteChangeSet: (request: sdk.ExecuteChangeSetInput) => executeChangeSet(request, context),
    CreateStack: (request: sdk.CreateStackInput) => createStack(request, context),
    UpdateStack: (request: sdk.UpdateStackInput) => updateStack(request, context),
    DeleteStack: (request: sdk.DeleteStackInput) => deleteStack(request, context),
    DescribeStacks: (request: sdk.DescribeStacksInput) => describeStacks(request, context),
    ListStacks: (request: sdk.ListStacksInput) => listStacks(request, context),
    DescribeStackEvents: (request: sdk.DescribeStackEventsInput) => describeStackEvents(request, context),
    DescribeStackResource: (request: sdk.DescribeStackResourceInput) => describeStackResource(request, context),
    DescribeStackResources: (request: sdk.DescribeStackResourcesInput) => describeStackResources(request, context),
    ListStackResources: (request: sdk.ListStackResourcesInput) => listStackResources(request, context),
    GetTemplate: (request: sdk.GetTemplateInput) => getTemplate(request, context),
    GetTemplateSummary: (request: sdk.GetTemplateSummaryInput) => getTemplateSummary(request, context),
    ValidateTemplate: (request: sdk.ValidateTemplateInput) => validateTemplate(request, context),
  };
}
