import { describe, expect, it } from "vitest";
import { deployTemplate } from "../../support/stand-in-resources.ts";

const template = `
Parameters:
  Name: { Type: String, Default: "" }
  Arn: { Type: String, Default: "" }
  Stage: { Type: String, Default: test }
Rules:
  OneOfTwo:
    Assertions:
      - Assert: !Or [!Equals [!Ref Name, ""], !Equals [!Ref Arn, ""]]
        AssertDescription: Give Name or Arn, not both.
      - Assert: !Not [!And [!Equals [!Ref Name, ""], !Equals [!Ref Arn, ""]]]
        AssertDescription: Give Name or Arn.
  Production:
    RuleCondition: !Equals [!Ref Stage, prod]
    Assertions: [{ Assert: !Not [!Equals [!Ref Arn, ""]], AssertDescription: Production has an Arn. }]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
`;

describe("the rules of a template", () => {
  it.each([[{ Name: "a" }], [{ Arn: "a" }], [{ Arn: "a", Stage: "prod" }]])("let through %j", async (parameters) => {
    const { made } = await deployTemplate(template, { parameters });
    expect(made).toHaveLength(1);
  });

  it.each([
    [{}, "OneOfTwo: Give Name or Arn."],
    [{ Name: "a", Arn: "b" }, "OneOfTwo: Give Name or Arn, not both."],
    [{ Name: "a", Stage: "prod" }, "Production: Production has an Arn."],
  ])("refuse %j before anything is made", async (parameters, message) => {
    await expect(deployTemplate(template, { parameters })).rejects.toMatchObject({
      name: "ValidationError",
      message: `Template validation error: ${message}`,
    });
  });

  it("refer to no conditions", async () => {
    const text = `Rules: { R: { Assertions: [{ Assert: { Condition: C } }] } }\nResources: { Bucket: { Type: AWS::S3::Bucket } }`;
    await expect(deployTemplate(text)).rejects.toThrow("A rule cannot refer to the condition C");
  });
});
