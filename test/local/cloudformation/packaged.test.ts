import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { expect, it, onTestFinished } from "vitest";
import { startLocalAws } from "../../../local/start.ts";
import { clientConfig } from "../../support/local-service.ts";
import { zipOf } from "../../support/zip.ts";

const bucket = "packages";

/** A function that is a custom resource to CloudFormation, and says to all others what it is. */
const source = (says: string) => `
exports.handler = async (event) => {
  if (!event.ResponseURL) return ${JSON.stringify(says)};
  const { StackId, RequestId, LogicalResourceId, ResourceProperties } = event;
  const Status = ResourceProperties.Name === "bad" ? "FAILED" : "SUCCESS";
  const body = JSON.stringify({ StackId, RequestId, LogicalResourceId, Status, Reason: "A bad name", PhysicalResourceId: "made", Data: { Name: ResourceProperties.Name } });
  await fetch(event.ResponseURL, { method: "PUT", headers: { "content-type": "" }, body });
};`;

const template = (code: string, name: string, definition: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Work:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: s3://${bucket}/${code}, Handler: work.handler, Runtime: nodejs24.x, Timeout: 30 }
  Made:
    Type: Custom::Made
    Properties: { ServiceToken: !GetAtt Work.Arn, Name: ${name} }
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: { Bucket: ${bucket}, Key: ${definition} }
      DefinitionSubstitutions: { Result: !GetAtt Made.Name }
Outputs:
  Function: { Value: !Ref Work }
  Machine: { Value: !Ref Machine }
`;

const definition = (seconds: number) =>
  JSON.stringify({
    StartAt: "Wait",
    States: {
      Wait: { Type: "Wait", Seconds: seconds, Next: "Done" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a substitution
      Done: { Type: "Pass", Result: "${Result}", End: true },
    },
  });

/** An account without a stack, and what deploys to it as the SAM CLI does: the template in S3, by a change set. */
async function startAccount() {
  const aws = await startLocalAws({ deploy: false });
  onTestFinished(() => aws.stop());
  const config = clientConfig(aws.endpoint);
  const cloudFormation = new CloudFormation(config);
  const s3 = new S3({ ...config, forcePathStyle: true });
  await s3.createBucket({ Bucket: bucket });
  const upload = (Key: string, Body: Buffer | string) => s3.putObject({ Bucket: bucket, Key, Body });
  let templates = 0;
  const stack = async () => (await cloudFormation.describeStacks({ StackName: "it" })).Stacks?.[0];
  const outputs = async () =>
    Object.fromEntries(
      ((await stack())?.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
    );
  const deploy = async (text: string, ChangeSetType: "CREATE" | "UPDATE") => {
    const ChangeSetName = `change-${++templates}`;
    const key = `${templates}.template`;
    await upload(key, text);
    await cloudFormation.createChangeSet({
      StackName: "it",
      ChangeSetName,
      ChangeSetType,
      TemplateURL: `${aws.endpoint}/${bucket}/${key}`,
      Capabilities: ["CAPABILITY_IAM"],
    });
    await cloudFormation.executeChangeSet({ StackName: "it", ChangeSetName });
    await expect.poll(async () => (await stack())?.StackStatus, { timeout: 10_000 }).not.toMatch(/_IN_PROGRESS$/);
    return (await stack())?.StackStatus;
  };
  const lambda = new Lambda(config);
  const say = async () => {
    const { Payload } = await lambda.invoke({ FunctionName: (await outputs())["Function"] });
    return JSON.parse(Payload?.transformToString() ?? "null");
  };
  return { cloudFormation, lambda, sfn: new SFN(config), upload, deploy, outputs, say };
}

it("a packaged template runs the code and the definition that lie in S3, through updates, a rollback and its deletion", async () => {
  const { cloudFormation, lambda, sfn, upload, deploy, outputs, say } = await startAccount();
  await upload("one.zip", zipOf([{ name: "work.js", text: source("one") }]));
  await upload("two.zip", zipOf([{ name: "work.js", text: source("two") }]));
  await upload("slow.json", definition(60));
  await upload("fast.json", definition(0));

  expect(await deploy(template("one.zip", "good", "slow.json"), "CREATE")).toBe("CREATE_COMPLETE");
  expect(await say()).toBe("one");
  const { Machine: stateMachineArn = "" } = await outputs();
  const { executionArn } = await sfn.startExecution({ stateMachineArn });

  expect(await deploy(template("two.zip", "better", "fast.json"), "UPDATE")).toBe("UPDATE_COMPLETE");
  expect(await say()).toBe("two"); // by a new process: the warm one has the code of before
  expect((await sfn.describeExecution({ executionArn })).status).toBe("RUNNING");
  const running = await sfn.describeStateMachineForExecution({ executionArn });
  expect(running.definition).toBe(definition(60).replace(/\$\{Result\}/, "good"));
  const next = await sfn.startExecution({ stateMachineArn });
  await expect
    .poll(() => sfn.describeExecution({ executionArn: next.executionArn }))
    .toMatchObject({ output: '"better"' });

  expect(await deploy(template("one.zip", "bad", "slow.json"), "UPDATE")).toBe("UPDATE_ROLLBACK_COMPLETE");
  expect(await say()).toBe("two");
  const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName: "it" });
  expect(StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason)).toContainEqual(
    expect.stringContaining("Message returned: A bad name"),
  );

  await cloudFormation.deleteStack({ StackName: "it" });
  await expect.poll(async () => (await cloudFormation.describeStacks({})).Stacks ?? []).toEqual([]);
  expect((await lambda.listFunctions({})).Functions).toEqual([]);
});

it("code that is not there, or is no archive, is told by the function's failure", async () => {
  const { cloudFormation, upload, deploy } = await startAccount();
  await upload("slow.json", definition(60));
  expect(await deploy(template("nothing.zip", "good", "slow.json"), "CREATE")).toBe("ROLLBACK_COMPLETE");
  const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName: "it" });
  expect(StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason)).toContainEqual(
    expect.stringContaining("Error occurred while GetObject. S3 Error Code: NoSuchKey."),
  );
});
