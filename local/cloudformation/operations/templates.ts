import type * as sdk from "@aws-sdk/client-cloudformation";
import { neededCapabilities } from "../capabilities.ts";
import { findChangeSet } from "../change-sets.ts";
import type { CloudFormationContext } from "../context.ts";
import { isHidden } from "../described-parameters.ts";
import { parseTemplate, type Template } from "../template.ts";
import { templateError } from "../template-error.ts";
import { type TemplateSource, templateText } from "../template-source.ts";

/** The template with its transform carried out, unless it is asked for as it was written. @throws AwsError ValidationError */
export function getTemplate(
  { StackName, ChangeSetName, TemplateStage = "Processed" }: sdk.GetTemplateInput,
  context: CloudFormationContext,
): sdk.GetTemplateOutput {
  const revision =
    ChangeSetName === undefined
      ? context.stacks.get(StackName).revision
      : findChangeSet(ChangeSetName, StackName, context).changeSet.revision;
  const body = TemplateStage === "Original" ? revision?.original : revision && JSON.stringify(revision.plan.template);
  return { TemplateBody: body ?? "", StagesAvailable: ["Original", "Processed"] };
}

/** What a template, or a stack's, asks of who deploys it. @throws AwsError ValidationError */
export async function getTemplateSummary(
  request: sdk.GetTemplateSummaryInput,
  context: CloudFormationContext,
): Promise<sdk.GetTemplateSummaryOutput> {
  const template = await summarised(request, context);
  return {
    Parameters: Object.entries(template.Parameters ?? {}).map(([key, declaration]) => ({
      ...described(key, declaration),
      ParameterType: declaration.Type,
      ParameterConstraints: declaration.AllowedValues ? { AllowedValues: declaration.AllowedValues.map(String) } : {},
    })),
    Description: template.Description,
    ...capabilitiesOf(template),
    ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
    Version: "2010-09-09",
    Metadata: template.Metadata && JSON.stringify(template.Metadata),
    DeclaredTransforms: [template.Transform ?? []].flat(),
  };
}

async function summarised(request: sdk.GetTemplateSummaryInput, context: CloudFormationContext): Promise<Template> {
  const { StackName } = request;
  if (StackName === undefined) return parsed(request, context);
  const { revision } = context.stacks.get(StackName);
  if (!revision) throw templateError(`Stack with id ${StackName} does not exist`);
  return parseTemplate(revision.original);
}

/** Whether a text is a template, and what its parameters are. @throws AwsError ValidationError when it is none */
export async function validateTemplate(
  request: sdk.ValidateTemplateInput,
  context: CloudFormationContext,
): Promise<sdk.ValidateTemplateOutput> {
  const template = await parsed(request, context);
  return {
    Parameters: Object.entries(template.Parameters ?? {}).map(([key, declaration]) => described(key, declaration)),
    Description: template.Description,
    ...capabilitiesOf(template),
    DeclaredTransforms: [template.Transform ?? []].flat(),
  };
}

async function parsed(source: TemplateSource, { readObject }: CloudFormationContext): Promise<Template> {
  const text = await templateText(source, readObject);
  if (text === undefined) throw templateError("Either Template URL or Template Body must be specified.");
  return parseTemplate(text);
}

function described(
  ParameterKey: string,
  { Default, NoEcho, Description }: NonNullable<Template["Parameters"]>[string],
) {
  return {
    ParameterKey,
    ...(Default === undefined ? {} : { DefaultValue: String(Default) }),
    NoEcho: isHidden(NoEcho),
    Description,
  };
}

function capabilitiesOf(template: Template) {
  const { capabilities, reason } = neededCapabilities(template);
  return { Capabilities: [...capabilities], CapabilitiesReason: reason };
}
