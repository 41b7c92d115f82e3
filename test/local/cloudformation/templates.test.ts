import { describe, expect, it } from "vitest";
import { AwsError } from "../../../local/http/aws-error.ts";
import { startStacks } from "../../support/stacks.ts";

const template = `
Description: images
Transform: AWS::Serverless-2016-10-31
Metadata: { Made: here }
Parameters:
  Stage: { Type: String, Default: test, AllowedValues: [test, prod], Description: Where it is. }
  Password: { Type: String, NoEcho: true }
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }
`;
const needs = {
  Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
  CapabilitiesReason: "The following resource(s) require capabilities: [AWS::IAM::Role]",
  DeclaredTransforms: ["AWS::Serverless-2016-10-31"],
};

describe("a template", () => {
  it("is summarised, as it is given and as a stack has it", async () => {
    const { client } = await startStacks();
    const summary = {
      ...needs,
      Description: "images",
      Metadata: '{"Made":"here"}',
      ResourceTypes: ["AWS::S3::Bucket", "AWS::IAM::Role"],
      Parameters: [
        {
          ParameterKey: "Stage",
          ParameterType: "String",
          DefaultValue: "test",
          NoEcho: false,
          Description: "Where it is.",
          ParameterConstraints: { AllowedValues: ["test", "prod"] },
        },
        { ParameterKey: "Password", ParameterType: "String", NoEcho: true },
      ],
    };
    expect(await client.getTemplateSummary({ TemplateBody: template })).toMatchObject(summary);
    await client.createStack({
      StackName: "ota",
      TemplateBody: template,
      Parameters: [{ ParameterKey: "Password", ParameterValue: "secret" }],
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    });
    expect(await client.getTemplateSummary({ StackName: "ota" })).toMatchObject(summary);
  });

  it("is validated", async () => {
    const { client } = await startStacks();
    const validated = await client.validateTemplate({ TemplateBody: template });
    expect(validated).toMatchObject({
      ...needs,
      Parameters: [{ ParameterKey: "Stage" }, { ParameterKey: "Password" }],
    });
    await expect(client.validateTemplate({ TemplateBody: "Description: nothing" })).rejects.toMatchObject({
      name: "ValidationError",
      message: "Template format error: At least one Resources member must be defined.",
    });
  });

  it.each(["", "nowhere", "https://s3.amazonaws.com/", "https://s3.amazonaws.com/bucket/%ff"])(
    "is not read from '%s'",
    async (TemplateURL) => {
      const { client } = await startStacks();
      await expect(client.getTemplateSummary({ TemplateURL })).rejects.toMatchObject({ name: "ValidationError" });
    },
  );

  it.each([
    ["http://127.0.0.1:4566/bucket/some/key.template", { bucket: "bucket", key: "some/key.template" }],
    ["https://s3.us-east-1.amazonaws.com/bucket/a%20b?versionId=v1", { bucket: "bucket", key: "a b", versionId: "v1" }],
    ["https://my.bucket.s3.us-east-1.amazonaws.com/key", { bucket: "my.bucket", key: "key" }],
  ])("is read from %s", async (TemplateURL, location) => {
    const asked: unknown[] = [];
    const { client } = await startStacks({
      async readObject(one) {
        asked.push(one);
        return Buffer.from(template);
      },
    });
    expect((await client.getTemplateSummary({ TemplateURL })).Description).toBe("images");
    expect(asked).toEqual([{ versionId: undefined, ...location }]);
  });

  it.each([
    [{ TemplateURL: "https://s3.amazonaws.com/bucket/nothing" }, "S3 error: The specified key does not exist."],
    [{ TemplateURL: "nowhere" }, "TemplateURL must be a supported URL."],
    [
      { TemplateURL: "https://s3.amazonaws.com/b/k", TemplateBody: template },
      "Only one of TemplateBody or TemplateURL",
    ],
    [{}, "Either Template URL or Template Body must be specified."],
    [{ TemplateBody: `${template}# ${"x".repeat(51_200)}` }, "Member must have length less than or equal to 51200"],
  ])("is refused: %o", async (source, message) => {
    const { client } = await startStacks({
      async readObject() {
        throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
      },
    });
    await expect(client.getTemplateSummary(source)).rejects.toMatchObject({
      name: "ValidationError",
      message: expect.stringContaining(message),
    });
  });
});
