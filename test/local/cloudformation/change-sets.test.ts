// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import type { CreateChangeSetInput } from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "vitest";
import { startStacks } from "../../support/stacks.ts";

const parameters = "Parameters: { Size: { Type: Number, Default: 1 } }\n";
const template = (bucket: string, ...others: string[]) =>
  `${parameters}Resources:\n  ${[`Bucket: { Type: AWS::S3::Bucket, Properties: { ${bucket} } }`, ...others].join("\n  ")}\n`;
const role = "Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }";

async function startChangeSets() {
  const stacks = await startStacks();
  const { client } = stacks;
  const planned = async (request: Partial<CreateChangeSetInput>) => {
    await client.createChangeSet({ StackName: "ota", ChangeSetName: "first", ...request });
    return client.describeChangeSet({ StackName: "ota", ChangeSetName: "first" });
  };
  return { ...stacks, planned };
}

describe("a change set", () => {
  it("makes a stack that is in review, until it is executed", async () => {
    const { planned, client, stack, settled } = await startChangeSets();
    const changeSet = await planned({ TemplateBody: template("Size: 1"), ChangeSetType: "CREATE" });
    expect(changeSet).toMatchObject({
      Status: "CREATE_COMPLETE",
      ExecutionStatus: "AVAILABLE",
      ChangeSetId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:123456789012:changeSet\/first\//),
      Changes: [
        {
          Type: "Resource",
          ResourceChange: { Action: "Add", LogicalResourceId: "Bucket", ResourceType: "AWS::S3::Bucket" },
        },
      ],
    });
    expect((await stack())?.StackStatus).toBe("REVIEW_IN_PROGRESS");
    const { Summaries } = await client.listChangeSets({ StackName: "ota" });
    expect(Summaries).toMatchObject([{ ChangeSetName: "first", Status: "CREATE_COMPLETE" }]);
    await client.executeChangeSet({ ChangeSetName: changeSet.ChangeSetId });
    expect(await settled()).toBe("CREATE_COMPLETE");
    await expect(client.executeChangeSet({ ChangeSetName: changeSet.ChangeSetId })).rejects.toMatchObject({
      name: "InvalidChangeSetStatusException",
      message: `ChangeSet [${changeSet.ChangeSetId}] cannot be executed in its current status of [EXECUTE_COMPLETE]`,
    });
  });

  it.each([
    [
      "a property that is written anew",
      template("Size: 2"),
      "False",
      "Never",
      "Static",
      "DirectModification",
      undefined,
    ],
    [
      "a property that replaces it",
      template("Size: 1, BucketName: images"),
      "True",
      "Always",
      "Static",
      "DirectModification",
      undefined,
    ],
  ])("tells of %s", async (_, TemplateBody, Replacement, RequiresRecreation, Evaluation, ChangeSource) => {
    const { create, planned } = await startChangeSets();
    await create(template("Size: 1"));
    const { Changes } = await planned({ TemplateBody });
    expect(Changes).toMatchObject([
      {
        ResourceChange: {
          Action: "Modify",
          LogicalResourceId: "Bucket",
          Replacement,
          Scope: ["Properties"],
          Details: [{ Target: { RequiresRecreation }, Evaluation, ChangeSource }],
        },
      },
    ]);
  });

  it("tells of what a parameter changes, and of what comes and goes", async () => {
    const { create, planned } = await startChangeSets();
    await create(template("Size: !Ref Size", "Old: { Type: AWS::SNS::Topic, DeletionPolicy: Retain }"));
    const { Changes } = await planned({
      TemplateBody: template("Size: !Ref Size", "New: { Type: AWS::SNS::Topic }"),
      Parameters: [{ ParameterKey: "Size", ParameterValue: "2" }],
    });
    expect(Changes?.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      {
        LogicalResourceId: "Bucket",
        Replacement: "False",
        Details: [{ Target: { Name: "Size" }, ChangeSource: "ParameterReference", CausingEntity: "Size" }],
      },
      { LogicalResourceId: "New", Action: "Add" },
      { LogicalResourceId: "Old", Action: "Remove", PolicyAction: "Retain" },
    ]);
  });

  it("tells what a replacement may do to those that refer to it", async () => {
    const { create, planned } = await startChangeSets();
    const others = [
      'Queue: { Type: AWS::SQS::Queue, Properties: { Of: !Sub "${Bucket.Arn}/*" } }',
      "Topic: { Type: AWS::SNS::Topic, Properties: { Fixed: !Ref Bucket } }",
    ];
    await create(template("BucketName: images", ...others));
    const { Changes } = await planned({ TemplateBody: template("BucketName: pictures", ...others) });
    expect(Changes?.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      { LogicalResourceId: "Bucket", Replacement: "True", PolicyAction: "ReplaceAndDelete" },
      {
        LogicalResourceId: "Queue",
        Replacement: "False",
        Details: [{ Evaluation: "Dynamic", ChangeSource: "ResourceAttribute", CausingEntity: "Bucket.Arn" }],
      },
      {
        LogicalResourceId: "Topic",
        Replacement: "Conditional",
        Details: [{ Evaluation: "Dynamic", ChangeSource: "ResourceReference", CausingEntity: "Bucket" }],
      },
    ]);
  });

  it("fails when nothing would change", async () => {
    const { create, planned, client } = await startChangeSets();
    await create(template("Size: 1"));
    const { Status, StatusReason } = await planned({ TemplateBody: template("Size: 1") });
    expect({ Status, StatusReason }).toEqual({
      Status: "FAILED",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(client.executeChangeSet({ StackName: "ota", ChangeSetName: "first" })).rejects.toThrow(
      "cannot be executed in its current status of [FAILED]",
    );
  });

  it("fails when its transform does", async () => {
    const { planned } = await startChangeSets();
    const TemplateBody =
      "Transform: AWS::Serverless-2016-10-31\nResources: { Work: { Type: AWS::Serverless::Function, Metadata: { BuildMethod: esbuild }, Properties: { CodeUri: functions/ } } }";
    const { Status, StatusReason } = await planned({ TemplateBody, ChangeSetType: "CREATE" });
    expect({ Status, StatusReason }).toEqual({
      Status: "FAILED",
      StatusReason:
        "Resource with id [Work] is invalid. 'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    });
  });

  it("is gone once it is deleted, or another is executed", async () => {
    const { create, planned, client, settled } = await startChangeSets();
    await create(template("Size: 1"));
    await planned({ TemplateBody: template("Size: 2") });
    await client.deleteChangeSet({ StackName: "ota", ChangeSetName: "first" });
    const gone = { name: "ChangeSetNotFoundException", message: "ChangeSet [first] does not exist" };
    await expect(client.describeChangeSet({ StackName: "ota", ChangeSetName: "first" })).rejects.toMatchObject(gone);
    await planned({ TemplateBody: template("Size: 3") });
    await client.createChangeSet({ StackName: "ota", ChangeSetName: "second", TemplateBody: template("Size: 4") });
    await client.executeChangeSet({ StackName: "ota", ChangeSetName: "second" });
    await expect(client.describeChangeSet({ StackName: "ota", ChangeSetName: "first" })).rejects.toMatchObject(gone);
    expect(await settled()).toBe("UPDATE_COMPLETE");
  });

  it.each<[string, Partial<CreateChangeSetInput>, string, string]>([
    [
      "for a stack that is not there",
      { TemplateBody: template("Size: 1") },
      "ValidationError",
      "Stack [ota] does not exist",
    ],
    [
      "without the capability that its roles need",
      { TemplateBody: template("Size: 1", role), ChangeSetType: "CREATE" },
      "InsufficientCapabilitiesException",
      "Requires capabilities : [CAPABILITY_IAM]",
    ],
    [
      "without the capability that a role's own name needs",
      {
        TemplateBody: template("Size: 1", role.replace("Properties: {", "Properties: { RoleName: mine,")),
        ChangeSetType: "CREATE",
        Capabilities: ["CAPABILITY_IAM"],
      },
      "InsufficientCapabilitiesException",
      "Requires capabilities : [CAPABILITY_NAMED_IAM]",
    ],
    [
      "of a template that is none",
      { TemplateBody: "Resources: [", ChangeSetType: "CREATE" },
      "ValidationError",
      "Template format error",
    ],
    [
      "with a parameter that the template has not",
      {
        TemplateBody: template("Size: 1"),
        ChangeSetType: "CREATE",
        Parameters: [{ ParameterKey: "Colour", ParameterValue: "red" }],
      },
      "ValidationError",
      "Parameters: [Colour] do not exist in the template",
    ],
    [
      "with a parameter that a rule does not allow, although a transform would come first",
      {
        TemplateBody: `Transform: AWS::Serverless-2016-10-31\nRules: { Small: { Assertions: [{ Assert: !Equals [!Ref Size, 1], AssertDescription: Size is 1. }] } }\n${template("Size: 1")}`,
        ChangeSetType: "CREATE",
        Parameters: [{ ParameterKey: "Size", ParameterValue: "2" }],
      },
      "ValidationError",
      "Size is 1.",
    ],
    [
      "with a previous value that there is not",
      {
        TemplateBody: template("Size: 1"),
        ChangeSetType: "CREATE",
        Parameters: [{ ParameterKey: "Size", UsePreviousValue: true }],
      },
      "ValidationError",
      "Invalid input for parameter key Size. Cannot specify usePreviousValue as true for a parameter key not in the previous template",
    ],
    [
      "with what is not played",
      {
        TemplateBody: template("Size: 1"),
        ChangeSetType: "CREATE",
        RoleARN: "arn:aws:iam::123456789012:role/deployer",
      },
      "NotImplemented",
      "Local AWS does not play RoleARN of cloudformation:CreateChangeSet",
    ],
  ])("%s is refused, and leaves no stack", async (_, request, name, message) => {
    const { planned, client } = await startChangeSets();
    await expect(planned(request)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect((await client.describeStacks({})).Stacks ?? []).toEqual([]);
  });
});
