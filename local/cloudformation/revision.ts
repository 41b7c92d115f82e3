import type { Parameter, Tag } from "@aws-sdk/client-cloudformation";
import type { CloudFormationContext } from "./context.ts";
import { givenValues } from "./given-values.ts";
import { transformed } from "./sam/transform.ts";
import type { Stack, StackRevision } from "./stack.ts";
import { planStack, stackParameters } from "./stack-plan.ts";
import { parseTemplate, type Template } from "./template.ts";
import { templateError } from "./template-error.ts";
import { type TemplateSource, templateText } from "./template-source.ts";

/** What somebody asks a stack to be, as requests have it. */
export interface RevisionRequest extends TemplateSource {
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** A template as it was written, and read. */
export interface ReadTemplate {
  readonly original: string;
  readonly template: Template;
}

/** The template of a request. @throws AwsError ValidationError */
export async function requestedTemplate(
  request: RevisionRequest,
  stack: Stack | undefined,
  context: Pick<CloudFormationContext, "readObject">,
): Promise<ReadTemplate> {
  const text = await templateText(request, context.readObject);
  if (text !== undefined && request.UsePreviousTemplate)
    throw templateError("You cannot specify both usePreviousTemplate and Template Body/URL.");
  const original = text ?? (request.UsePreviousTemplate ? stack?.revision?.original : undefined);
  if (original === undefined) throw templateError("Either Template URL or Template Body must be specified.");
  return { original, template: parseTemplate(original) };
}

/** Looks at a request's parameters alone. @throws AwsError ValidationError */
export function checkParameters(
  { template }: ReadTemplate,
  { Parameters }: RevisionRequest,
  stack: Stack,
  { account }: Pick<CloudFormationContext, "account">,
): void {
  stackParameters({ template, stack, account, given: givenTo(stack, Parameters) });
}

function givenTo({ revision }: Stack, parameters: RevisionRequest["Parameters"]): Record<string, string> {
  return givenValues(parameters ?? [], revision?.plan.values ?? new Map());
}

/**
 * What a stack is to be, all of it checked as far as can be told beforehand.
 * @param directory where the template is, when what it names there is not packaged
 * @throws AwsError ValidationError
 */
export function revisionOf(
  { original, template }: ReadTemplate,
  { Parameters, Capabilities = [], Tags }: RevisionRequest,
  stack: Stack,
  { account, typeOf }: CloudFormationContext,
  directory?: string,
): StackRevision {
  const plan = planStack({
    template: transformed(template, directory),
    stack,
    account,
    given: givenTo(stack, Parameters),
    isPlayed: (type) => typeOf(type, stack) !== undefined,
  });
  refuseOtherTypes(stack, plan.declared);
  return { original, plan, capabilities: Capabilities, tags: Tags ?? stack.revision?.tags ?? [] };
}

function refuseOtherTypes({ resources }: Stack, declared: Template["Resources"]): void {
  const changed = Object.entries(declared).filter(([id, { Type }]) => (resources.get(id)?.type ?? Type) !== Type);
  if (changed.length === 0) return;
  const names = changed.map(([id]) => id).join(", ");
  throw templateError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names}]`,
  );
}
