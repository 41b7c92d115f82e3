import { type CollectionTag, type ScalarTag, YAMLMap, type YAMLSeq } from "yaml";

/** CloudFormation's short forms, all of them: what is not played is then refused by its long name. */
const functions: Readonly<Record<string, string>> = {
  "!And": "Fn::And",
  "!Base64": "Fn::Base64",
  "!Cidr": "Fn::Cidr",
  "!Condition": "Condition",
  "!Equals": "Fn::Equals",
  "!FindInMap": "Fn::FindInMap",
  "!GetAZs": "Fn::GetAZs",
  "!GetAtt": "Fn::GetAtt",
  "!If": "Fn::If",
  "!ImportValue": "Fn::ImportValue",
  "!Join": "Fn::Join",
  "!Not": "Fn::Not",
  "!Or": "Fn::Or",
  "!Ref": "Ref",
  "!Select": "Fn::Select",
  "!Split": "Fn::Split",
  "!Sub": "Fn::Sub",
  "!Transform": "Fn::Transform",
};

/** The YAML tags of CloudFormation, each read as its long form: `!Sub x` is `{ "Fn::Sub": "x" }`. */
export const shortTags: (ScalarTag | CollectionTag)[] = Object.entries(functions).flatMap(([tag, name]) => [
  { tag, resolve: (text: string) => ({ [name]: name === "Fn::GetAtt" ? attributePath(text) : text }) },
  { tag, collection: "seq" as const, resolve: (list: unknown) => longForm(name, list as YAMLSeq) },
  { tag, collection: "map" as const, resolve: (map: unknown) => longForm(name, map as YAMLMap) },
]);

/** `Bucket.Arn`; what follows the first dot may have dots itself. */
function attributePath(text: string): string[] {
  const dot = text.indexOf(".");
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function longForm(name: string, value: YAMLSeq | YAMLMap): YAMLMap {
  const map = new YAMLMap();
  map.set(name, value);
  return map;
}
