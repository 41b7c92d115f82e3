// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { describe, expect, it, onTestFinished } from "vitest";
import { VirtualClock } from "../../../local/clock.ts";
import { serve } from "../../support/local-service.ts";
import { createTestCloudFormation, makingOnly } from "../../support/stand-in-resources.ts";

const template = `
Description: a bucket for each stage
Parameters:
  Stage: { Type: String, Default: test }
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
  Password: { Type: String, NoEcho: true, Default: secret }
Resources:
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "images-\${Stage}" } }
  Logs: { Type: AWS::Logs::LogGroup }
Outputs:
  Images: { Description: Where images go., Value: !Ref Bucket }
  Group: { Value: !Ref Logs }
`;

const bucket = makingOnly(async ({ properties }) => ({ physicalId: String(properties["BucketName"]), attributes: {} }));

/** CloudFormation with its client, and a file with the template. */
async function cloudFormation(text = template) {
  const directory = await mkdtemp(path.join(tmpdir(), "stack-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const templateFile = path.join(directory, "template.yaml");
  await writeFile(templateFile, text);
  const clock = new VirtualClock(Date.parse("2026-01-02T03:04:05Z"));
  let create = bucket.create;
  const types = {
    "AWS::S3::Bucket": makingOnly((request) => create(request)),
    "AWS::StepFunctions::StateMachine": bucket,
  };
  const { service, deploy } = createTestCloudFormation(types, { clock });
  const client = new CloudFormation(await serve(service));
  const deployAs = (stackName: string, by = bucket.create, parameters: Record<string, string> = {}) => {
    create = by;
    return deploy({ templateFile, stackName, parameters });
  };
  return { client, clock, deployAs };
}

const refusal = (message: string) => ({ name: "ValidationError", message, $metadata: { httpStatusCode: 400 } });

describe("CloudFormation's API", () => {
  it("describes a stack: where its parameters came out, and its outputs", async () => {
    const { client, deployAs } = await cloudFormation();
    await deployAs("images", bucket.create, { Stage: "prod" });
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: "images" });
    expect(stack).toMatchObject({
      StackName: "images",
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/images\/[0-9a-f-]{36}$/),
      Description: "a bucket for each stage",
      StackStatus: "CREATE_COMPLETE",
      CreationTime: new Date("2026-01-02T03:04:05Z"),
      Parameters: [
        { ParameterKey: "Stage", ParameterValue: "prod" },
        { ParameterKey: "Zones", ParameterValue: "a,b" },
        { ParameterKey: "Password", ParameterValue: "****" },
      ],
      Outputs: [
        { OutputKey: "Images", OutputValue: "images-prod", Description: "Where images go." },
        { OutputKey: "Group", OutputValue: expect.stringMatching(/^images-Logs-/) },
      ],
    });
    expect((await client.describeStacks({ StackName: stack?.StackId })).Stacks).toEqual([stack]);
  });

  it("tells what each resource became, by its logical and by its physical id", async () => {
    const { client, deployAs } = await cloudFormation();
    const { resources } = await deployAs("images");
    const listed = await client.listStackResources({ StackName: "images" });
    const named = (listed.StackResourceSummaries ?? []).map((one) => [one.LogicalResourceId, one.PhysicalResourceId]);
    expect(named).toEqual([
      ["Bucket", "images-test"],
      ["Logs", resources["Logs"]?.physicalId],
    ]);
    const described = {
      LogicalResourceId: "Bucket",
      ResourceType: "AWS::S3::Bucket",
      ResourceStatus: "CREATE_COMPLETE",
    };
    const all = await client.describeStackResources({ PhysicalResourceId: "images-test" });
    expect(all.StackResources).toMatchObject([described, { LogicalResourceId: "Logs" }]);
    const one = await client.describeStackResources({ StackName: "images", LogicalResourceId: "Bucket" });
    expect(one.StackResources).toMatchObject([described]);
    const detail = await client.describeStackResource({ StackName: "images", LogicalResourceId: "Bucket" });
    expect(detail.StackResourceDetail).toMatchObject({ ...described, PhysicalResourceId: "images-test" });
  });

  it("tells what became of a stack that is deployed anew", async () => {
    const { client, deployAs } = await cloudFormation();
    await deployAs("images", bucket.create, { Zones: "a" });
    await deployAs("images", bucket.create, { Zones: "b" });
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: "images" });
    expect(stack).toMatchObject({ StackStatus: "UPDATE_COMPLETE", LastUpdatedTime: expect.any(Date) });
    expect(stack?.Parameters).toContainEqual({ ParameterKey: "Zones", ParameterValue: "b" });
  });

  it("lists stacks, all or those of a status", async () => {
    const { client, deployAs } = await cloudFormation();
    await deployAs("one");
    await deployAs("two");
    expect((await client.describeStacks({})).Stacks?.map(({ StackName }) => StackName)).toEqual(["one", "two"]);
    const failed = await client.listStacks({ StackStatusFilter: ["CREATE_FAILED"] });
    expect(failed.StackSummaries).toEqual([]);
    expect((await client.listStacks({})).StackSummaries).toHaveLength(2);
  });

  it("shows a stack while it is made, and what of it could not be", async () => {
    const { client, deployAs } = await cloudFormation();
    const made = Promise.withResolvers<never>();
    const deployed = deployAs("images", () => made.promise);
    const look = async () => {
      const { Stacks = [] } = await client.describeStacks({ StackName: "images" });
      const { StackResources = [] } = await client.describeStackResources({ StackName: "images" });
      return { stack: Stacks[0]?.StackStatus, bucket: StackResources[0]?.ResourceStatus };
    };
    await expect.poll(look).toEqual({ stack: "CREATE_IN_PROGRESS", bucket: "CREATE_IN_PROGRESS" });
    made.reject(new Error("no room"));
    await expect(deployed).rejects.toThrow("Bucket (AWS::S3::Bucket) could not be made: no room");
    expect(await look()).toEqual({ stack: "ROLLBACK_COMPLETE", bucket: "DELETE_COMPLETE" });
  });

  it("gives the template back, as it was written and with its transform carried out", async () => {
    const sam = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Machine: { Type: AWS::Serverless::StateMachine, Properties: { Definition: { States: {} } } }
`;
    const { client, deployAs } = await cloudFormation(sam);
    await deployAs("machine");
    const { TemplateBody = "" } = await client.getTemplate({ StackName: "machine", TemplateStage: "Original" });
    expect(TemplateBody).toBe(sam);
    const processed = await client.getTemplate({ StackName: "machine" });
    expect(JSON.parse(processed.TemplateBody ?? "").Resources.Machine.Type).toBe("AWS::StepFunctions::StateMachine");
  });

  it("says in its words what it does not know", async () => {
    const { client, deployAs } = await cloudFormation();
    await deployAs("images");
    const StackName = "pictures";
    const noStack = refusal("Stack with id pictures does not exist");
    await expect(client.describeStacks({ StackName })).rejects.toMatchObject(noStack);
    await expect(client.describeStackResources({ StackName })).rejects.toMatchObject(noStack);
    await expect(client.listStackResources({ StackName })).rejects.toMatchObject(noStack);
    await expect(client.getTemplate({ StackName })).rejects.toMatchObject(noStack);
    const LogicalResourceId = "Bucket";
    await expect(client.describeStackResource({ StackName, LogicalResourceId })).rejects.toMatchObject(
      refusal("Stack 'pictures' does not exist"),
    );
    await expect(
      client.describeStackResource({ StackName: "images", LogicalResourceId: "Table" }),
    ).rejects.toMatchObject(refusal("Resource Table does not exist for stack images"));
    await expect(client.detectStackDrift({ StackName: "images" })).rejects.toMatchObject({ name: "NotImplemented" });
  });
});
