import { readFileSync } from "node:fs";
import { type CollectionTag, parse, type ScalarTag } from "yaml";

export interface FunctionResource {
  readonly Type: "AWS::Serverless::Function";
  readonly Metadata: { readonly BuildProperties: { readonly EntryPoints: readonly string[] } };
  readonly Properties: {
    readonly Handler: string;
    readonly Description: string;
    readonly Events?: Readonly<Record<string, unknown>>;
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

interface Template {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Globals: {
    readonly Function: { readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> } };
  };
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
  readonly Outputs: Readonly<Record<string, { readonly Description: string }>>;
}

// CloudFormation's short forms, read into the long ones: `!Ref X` → `{ Ref: "X" }`
const scalar = (tag: string, name: string): ScalarTag => ({ tag, resolve: (text) => ({ [name]: text }) });
const sequence = (tag: string, name: string): CollectionTag => ({
  tag,
  collection: "seq",
  resolve: (items) => ({ [name]: (items as { toJSON(): unknown }).toJSON() }),
});

export const template = parse(readFileSync(new URL("../../template.yaml", import.meta.url), "utf8"), {
  customTags: [
    scalar("!Ref", "Ref"),
    scalar("!Sub", "Fn::Sub"),
    scalar("!GetAtt", "Fn::GetAtt"),
    sequence("!Sub", "Fn::Sub"),
    sequence("!Join", "Fn::Join"),
    sequence("!Split", "Fn::Split"),
    sequence("!Select", "Fn::Select"),
    sequence("!And", "Fn::And"),
    sequence("!If", "Fn::If"),
    sequence("!Not", "Fn::Not"),
    sequence("!Or", "Fn::Or"),
    sequence("!Equals", "Fn::Equals"),
  ],
}) as Template;

export const functionResources = Object.entries(template.Resources).filter(
  (
    entry,
  ): entry is [string, FunctionResource & { Properties: FunctionResource["Properties"] & Record<string, unknown> }] =>
    entry[1].Type === "AWS::Serverless::Function",
);
