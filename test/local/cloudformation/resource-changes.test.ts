// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalAws } from "../../../local/local-aws.ts";
import { startLocalAws } from "../../../local/start.ts";
import { clientConfig } from "../../support/local-service.ts";

const logging = `      LoggingConfiguration:
        Level: ERROR
        IncludeExecutionData: true
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:it:*" } }]
`;

const before = `
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: images
      VersioningConfiguration: { Status: Enabled }
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } }
      Tags: [{ Key: team, Value: ota }]
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Bucket, PolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Queue:
    Type: AWS::SQS::Queue
    Properties: { QueueName: work, MessageRetentionPeriod: 60, VisibilityTimeout: 5, Tags: [{ Key: a, Value: b }] }
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties: { Queues: [!Ref Queue], PolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Topic:
    Type: AWS::SNS::Topic
    Properties: { TopicName: notices, DisplayName: Notices, Subscription: [{ Protocol: email, Endpoint: a@example.com }] }
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties: { Topics: [!Ref Topic], PolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn, RawMessageDelivery: true }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: uploads
      EventPattern: { source: [aws.s3] }
      Targets: [{ Id: one, Arn: !GetAtt Queue.Arn }, { Id: two, Arn: !Ref Topic }]
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: worker
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: Own, PolicyDocument: { Version: "2012-10-17", Statement: [] } }]
  Policy:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: Added, Roles: [!Ref Role], PolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: machine
      RoleArn: !GetAtt Role.Arn
      DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}'
${logging}      Tags: [{ Key: team, Value: ota }]
`;

/** Each resource changed where AWS changes it in place. */
const after = before
  .replace("      VersioningConfiguration: { Status: Enabled }\n", "")
  .replace("      Tags: [{ Key: team, Value: ota }]\n  BucketPolicy", "  BucketPolicy")
  .replace("MessageRetentionPeriod: 60, VisibilityTimeout: 5, Tags: [{ Key: a, Value: b }]", "VisibilityTimeout: 6")
  .replace("DisplayName: Notices", "SignatureVersion: 2")
  .replace("a@example.com", "b@example.com")
  .replace("RawMessageDelivery: true", "RawMessageDelivery: false")
  .replace(
    "[{ Id: one, Arn: !GetAtt Queue.Arn }, { Id: two, Arn: !Ref Topic }]",
    "[{ Id: two, Arn: !GetAtt Queue.Arn }]",
  )
  .replace("EventPattern: { source: [aws.s3] }", "EventPattern: { source: [aws.states] }\n      State: DISABLED")
  .replace("PolicyName: Own", "PolicyName: Another")
  .replace("PolicyName: Added, Roles: [!Ref Role]", "PolicyName: Given, Roles: [!Ref Role]")
  .replace('"A"', '"B"')
  .replace('"A":', '"B":')
  .replace(logging, "")
  .replace("Value: ota", "Value: firmware");

const bad =
  "  Bad: { Type: AWS::SQS::Queue, DependsOn: [Rule, Policy, Machine, Subscription, BucketPolicy, TopicPolicy, QueuePolicy], Properties: { Colour: red } }\n";

let aws: LocalAws;
let cloudFormation: CloudFormation;
beforeAll(async () => {
  aws = await startLocalAws({ deploy: false });
  cloudFormation = new CloudFormation(clientConfig(aws.endpoint));
});
afterAll(() => aws.stop());

const StackName = "services";
const Capabilities = ["CAPABILITY_NAMED_IAM" as const];

async function settled(): Promise<string | undefined> {
  const status = async () => (await cloudFormation.describeStacks({ StackName })).Stacks?.[0]?.StackStatus;
  await expect.poll(status).not.toMatch(/_IN_PROGRESS$/);
  return status();
}

/** What the services say of the stack's resources. */
async function state() {
  const config = clientConfig(aws.endpoint);
  const s3 = new S3({ ...config, forcePathStyle: true });
  const [sqs, sns, events] = [new SQS(config), new SNS(config), new EventBridge(config)];
  const [iam, sfn] = [new IAM(config), new SFN(config)];
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: "work" });
  const TopicArn = "arn:aws:sns:us-east-1:123456789012:notices";
  const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn });
  const subscription = Subscriptions.find(({ Protocol }) => Protocol === "sqs")?.SubscriptionArn ?? "";
  const rule = await events.describeRule({ Name: "uploads" });
  const queue = (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] })).Attributes ?? {};
  const topic = (await sns.getTopicAttributes({ TopicArn })).Attributes ?? {};
  const machine = await sfn.describeStateMachine({
    stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
  });
  return {
    versioning: (await s3.getBucketVersioning({ Bucket: "images" })).Status,
    bucketTags: (await s3.getBucketTagging({ Bucket: "images" }).catch(() => ({ TagSet: [] }))).TagSet,
    bucketPolicy: (await s3.getBucketPolicy({ Bucket: "images" })).Policy,
    queue: [queue["MessageRetentionPeriod"], queue["VisibilityTimeout"], queue["Policy"]],
    queueTags: (await sqs.listQueueTags({ QueueUrl })).Tags,
    topic: [topic["DisplayName"], topic["SignatureVersion"], topic["Policy"]],
    emails: Subscriptions.filter(({ Protocol }) => Protocol === "email").map(({ Endpoint }) => Endpoint),
    raw: (await sns.getSubscriptionAttributes({ SubscriptionArn: subscription })).Attributes?.["RawMessageDelivery"],
    rule: [rule.EventPattern, rule.State],
    targets: (await events.listTargetsByRule({ Rule: "uploads" })).Targets,
    policies: (await iam.listRolePolicies({ RoleName: "worker" })).PolicyNames,
    start: JSON.parse(machine.definition ?? "{}").StartAt,
    logging: machine.loggingConfiguration?.level,
    machineTags: (await sfn.listTagsForResource({ resourceArn: machine.stateMachineArn })).tags,
  };
}

describe("the services' resources", () => {
  const policy = '{"Version":"2012-10-17","Statement":[]}';
  const queueArn = "arn:aws:sqs:us-east-1:123456789012:work";
  let first: Awaited<ReturnType<typeof state>>;

  it("are made", async () => {
    await cloudFormation.createStack({ StackName, TemplateBody: before, Capabilities });
    expect(await settled()).toBe("CREATE_COMPLETE");
    first = await state();
    expect(first).toMatchObject({
      versioning: "Enabled",
      bucketPolicy: policy,
      queue: ["60", "5", policy],
      start: "A",
    });
  });

  it("are all as they were after an update that failed", async () => {
    await cloudFormation.updateStack({ StackName, TemplateBody: after + bad, Capabilities });
    expect(await settled()).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await state()).toEqual({ ...first, targets: expect.arrayContaining(first.targets ?? []) });
  });

  it("change in place, each as AWS changes it", async () => {
    await cloudFormation.updateStack({ StackName, TemplateBody: after, Capabilities });
    expect(await settled()).toBe("UPDATE_COMPLETE");
    expect(await state()).toEqual({
      versioning: "Suspended",
      bucketTags: [],
      bucketPolicy: policy,
      queue: ["345600", "6", policy],
      queueTags: undefined,
      topic: ["", "2", policy],
      emails: ["b@example.com"],
      raw: "false",
      rule: ['{"source":["aws.states"]}', "DISABLED"],
      targets: [{ Id: "two", Arn: queueArn }],
      policies: ["Another", "Given"],
      start: "B",
      logging: "OFF",
      machineTags: [{ key: "team", value: "firmware" }],
    });
  });

  it("are gone with their stack, unless something is in a bucket", async () => {
    const config = clientConfig(aws.endpoint);
    const s3 = new S3({ ...config, forcePathStyle: true });
    const { VersionId } = await s3.putObject({ Bucket: "images", Key: "a", Body: "b" });
    await cloudFormation.deleteStack({ StackName });
    expect(await settled()).toBe("DELETE_FAILED");
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName });
    expect(StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason)).toContainEqual(
      expect.stringContaining("The bucket you tried to delete is not empty"),
    );
    await s3.deleteObject({ Bucket: "images", Key: "a", VersionId: VersionId ?? "null" });
    await cloudFormation.deleteStack({ StackName });
    await expect.poll(async () => (await cloudFormation.describeStacks({})).Stacks ?? []).toEqual([]);
    expect((await s3.listBuckets({})).Buckets ?? []).toEqual([]);
    expect((await new SQS(config).listQueues({})).QueueUrls ?? []).toEqual([]);
    expect((await new SNS(config).listTopics({})).Topics ?? []).toEqual([]);
    expect((await new EventBridge(config).listRules({})).Rules).toEqual([]);
    expect((await new IAM(config).listRoles({})).Roles).toEqual([]);
    expect((await new SFN(config).listStateMachines({})).stateMachines).toEqual([]);
  });
});
