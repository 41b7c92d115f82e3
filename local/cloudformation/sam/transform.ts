import type { ResourceDeclaration, Template } from "../template.ts";
import { templateError } from "../template-error.ts";
import { samFunction } from "./function.ts";
import { functionGlobals } from "./globals.ts";
import { samStateMachine } from "./state-machine.ts";

const sam = "AWS::Serverless-2016-10-31";

/**
 * Carries out the template's transform: SAM's resources become the ones CloudFormation makes, under the logical ids SAM gives them
 * (aws-sam-translator 1.110).
 * @param directory where the template is, when what it names there is not packaged: code and definitions are taken from files then
 * @throws AwsError ValidationError for other transforms, for SAM's other types, and for properties that are not played
 */
export function transformed(template: Template, directory?: string): Template {
  const transforms = [template.Transform ?? []].flat();
  const other = transforms.find((transform) => transform !== sam);
  if (other) throw templateError(`Local AWS does not play the transform ${JSON.stringify(other)}`);
  if (transforms.length === 0) return template;
  const context = { globals: functionGlobals(template), directory };
  const resources = Object.entries(template.Resources).map(([id, resource]) => resourcesOf(id, resource, context));
  const { Transform: _, Globals: __, ...rest } = template;
  return { ...rest, Resources: Object.assign({}, ...resources) };
}

function resourcesOf(id: string, resource: ResourceDeclaration, context: Parameters<typeof samFunction>[2]) {
  const made = madeOf(id, resource, context);
  const { Condition } = resource;
  if (Condition === undefined) return made;
  return Object.fromEntries(Object.entries(made).map(([name, one]) => [name, { ...one, Condition }]));
}

function madeOf(id: string, resource: ResourceDeclaration, context: Parameters<typeof samFunction>[2]) {
  if (resource.Type === "AWS::Serverless::Function") return samFunction(id, resource, context);
  if (resource.Type === "AWS::Serverless::StateMachine") return samStateMachine(id, resource, context);
  return { [id]: resource };
}
