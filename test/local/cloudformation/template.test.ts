// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../../local/cloudformation/template.ts";

const bucketWith = (value: string) =>
  `Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      Value: ${value}\n`;
const valueIn = (value: string) => parseTemplate(bucketWith(value)).Resources["Bucket"]?.Properties?.["Value"];

describe("a template", () => {
  it.each([
    ["!Ref Bucket", { Ref: "Bucket" }],
    ["!GetAtt Bucket.Arn", { "Fn::GetAtt": ["Bucket", "Arn"] }],
    ["!GetAtt Nested.Outputs.Name", { "Fn::GetAtt": ["Nested", "Outputs.Name"] }],
    ["!GetAtt [Bucket, Arn]", { "Fn::GetAtt": ["Bucket", "Arn"] }],
    ['!Sub "${A}-${!B}"', { "Fn::Sub": "${A}-${!B}" }],
    ['!Sub ["${A}", { A: !Ref B }]', { "Fn::Sub": ["${A}", { A: { Ref: "B" } }] }],
    ['!Join ["-", [a, !Ref B]]', { "Fn::Join": ["-", ["a", { Ref: "B" }]] }],
    ["!If [IsProd, 1, !Ref AWS::NoValue]", { "Fn::If": ["IsProd", 1, { Ref: "AWS::NoValue" }] }],
    ["!Select [0, !Split [',', a]]", { "Fn::Select": [0, { "Fn::Split": [",", "a"] }] }],
    ["!ImportValue other", { "Fn::ImportValue": "other" }],
    ["{ Fn::Base64: text }", { "Fn::Base64": "text" }],
  ])("reads %s as its long form", (short, long) => {
    expect(valueIn(short)).toEqual(long);
  });

  it("may be JSON", () => {
    expect(parseTemplate('{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}').Resources).toEqual({
      A: { Type: "AWS::S3::Bucket" },
    });
  });

  it("keeps versions of policies texts, and numbers numbers", () => {
    expect(valueIn("{ Version: 2012-10-17, Days: 7 }")).toEqual({ Version: "2012-10-17", Days: 7 });
  });

  it.each([
    ["YAML that is none", "Resources: [", "Template format error: Flow sequence"],
    ["a tag nobody knows", bucketWith("!Reff Bucket"), "Template format error: Unresolved tag: !Reff"],
    ["the same key twice", "Resources: { A: { Type: x }, A: { Type: x } }", "Map keys must be unique"],
    ["itself", "Resources: { A: &a { Type: x, Properties: { B: *a } } }", "YAML aliases are not allowed"],
    ["nested without end", "[".repeat(20_000), "Template format error: Maximum call stack size exceeded"],
    ["no resources", "Description: nothing", "At least one Resources member must be defined"],
    ["a resource without a type", "Resources: { A: { Properties: {} } }", "Every resource needs a Type: A has none"],
    ["a name with a dash", "Resources: { a-b: { Type: x } }", "Resource name a-b is non alphanumeric"],
    ["a section that is not played", "Mappings: {}\nResources: {}", "Local AWS does not play Mappings of the template"],
    [
      "an attribute that is not played",
      "Resources: { A: { Type: x, UpdatePolicy: {} } }",
      "does not play UpdatePolicy of the resource A",
    ],
  ])("cannot be %s", (_, text, message) => {
    expect(() => parseTemplate(text)).toThrow(
      expect.objectContaining({ name: "ValidationError", message: expect.stringContaining(message) }),
    );
  });
});
