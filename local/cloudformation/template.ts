import { type Document, parseDocument, visit } from "yaml";
import { shortTags } from "./short-tags.ts";
import { templateError } from "./template-error.ts";

/** Values of a template: JSON, with intrinsic functions in their long form. */
export type Value = unknown;
export type Properties = Readonly<Record<string, Value>>;

/** A template as it is written. */
export interface Template {
  readonly Description?: string;
  readonly Metadata?: Properties;
  readonly Transform?: string | readonly string[];
  readonly Parameters?: Readonly<Record<string, ParameterDeclaration>>;
  readonly Rules?: Readonly<Record<string, RuleDeclaration>>;
  readonly Conditions?: Properties;
  readonly Globals?: Readonly<Record<string, Properties>>;
  readonly Resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly Outputs?: Readonly<Record<string, OutputDeclaration>>;
}

export interface ParameterDeclaration {
  readonly Type: string;
  readonly Default?: string | number;
  readonly Description?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: string | number;
  readonly MaxLength?: string | number;
  readonly MinValue?: string | number;
  readonly MaxValue?: string | number;
  readonly NoEcho?: boolean;
}

/** What parameters must be beside one another. */
export interface RuleDeclaration {
  /** When the assertions count; left out, always. */
  readonly RuleCondition?: Value;
  readonly Assertions: readonly { readonly Assert: Value; readonly AssertDescription?: string }[];
}

export interface ResourceDeclaration {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Metadata?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface OutputDeclaration {
  readonly Value: Value;
  readonly Description?: string;
  readonly Condition?: string;
}

const sections = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Transform",
  "Globals",
  "Parameters",
  "Rules",
  "Conditions",
  "Resources",
  "Outputs",
];

const resourceKeys = [
  "Type",
  "Properties",
  "Metadata",
  "DependsOn",
  "Condition",
  "DeletionPolicy",
  "UpdateReplacePolicy",
];

/** Reads a template in YAML or JSON. @throws AwsError ValidationError that says where it is none, or what in it is not played */
export function parseTemplate(text: string): Template {
  const document = parseDocument(text, { customTags: shortTags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw templateError(`Template format error: ${problem.message}`);
  refuseAliases(document);
  const template: unknown = document.toJS();
  if (!isObject(template) || !isObject(template["Resources"])) {
    throw templateError("Template format error: At least one Resources member must be defined.");
  }
  refuseUnknown("template", template, sections);
  for (const [id, resource] of Object.entries(template["Resources"])) checkResource(id, resource);
  return template as unknown as Template;
}

/** A template within itself has no end, and a few lines of aliases of aliases are one of gigabytes. */
function refuseAliases(document: Document): void {
  visit(document, {
    Alias() {
      throw templateError("Template format error: YAML aliases are not allowed in CloudFormation templates");
    },
  });
}

function checkResource(id: string, resource: unknown): void {
  if (!/^[A-Za-z0-9]+$/.test(id))
    throw templateError(`Template format error: Resource name ${id} is non alphanumeric.`);
  if (!isObject(resource) || typeof resource["Type"] !== "string") {
    throw templateError(`Template format error: Every resource needs a Type: ${id} has none.`);
  }
  refuseUnknown(`resource ${id}`, resource, resourceKeys);
}

function refuseUnknown(where: string, value: Properties, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown) throw templateError(`Local AWS does not play ${unknown} of the ${where}`);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
