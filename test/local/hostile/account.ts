import { ACM } from "@aws-sdk/client-acm";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IoT } from "@aws-sdk/client-iot";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { setUpAccount } from "../../../cli/set-up-account.ts";
import type { LocalAws } from "../../../local/local-aws.ts";
import { clientConfig } from "../../support/local-service.ts";

const definition = JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 9_999, End: true } } });
const template = `Resources:
  OtaRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ota
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: [iot.amazonaws.com, states.amazonaws.com] }, Action: sts:AssumeRole }] }
      Policies: [{ PolicyName: all, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] } }]
`;

/** Fills an account with one of everything. @returns what exists, by the ends of the names that AWS's members have for it */
export async function fillAccount({ endpoint, account: { id } }: Pick<LocalAws, "endpoint" | "account">) {
  const config = clientConfig(endpoint);
  const [acm, signer, iot, sfn] = [new ACM(config), new Signer(config), new IoT(config), new SFN(config)];
  const [sqs, sns, events] = [new SQS(config), new SNS(config), new EventBridge(config)];
  const s3 = new S3({ ...config, forcePathStyle: true });
  const roleArn = `arn:aws:iam::${id}:role/ota`;
  const [bucket, key, thingName, profileName] = ["images", "app.bin", "thermostat-1", "firmware_signer"];
  const cloudFormation = new CloudFormation(config);
  await cloudFormation.createStack({
    StackName: "stack",
    TemplateBody: template,
    Capabilities: ["CAPABILITY_NAMED_IAM"],
  });
  await setUpAccount({ acm, signer } as unknown as Parameters<typeof setUpAccount>[0], {
    product: "thermostat",
    signingProfile: profileName,
    certificatePath: "/c.pem",
  });
  await s3.createBucket({ Bucket: bucket });
  await s3.putBucketVersioning({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } });
  const { VersionId = "" } = await s3.putObject({ Bucket: bucket, Key: key, Body: "firmware" });
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "queue" });
  const { TopicArn = "" } = await sns.createTopic({ Name: "topic" });
  const { thingArn = "" } = await iot.createThing({ thingName });
  await iot.createThingGroup({ thingGroupName: "thermostat" });
  await iot.createJob({ jobId: "job", targets: [thingArn], document: "{}" });
  await iot.createStream({ streamId: "stream", roleArn, files: [{ fileId: 0, s3Location: { bucket, key } }] });
  await events.putRule({ Name: "rule", ScheduleExpression: "rate(1 day)" });
  const { stateMachineArn = "" } = await sfn.createStateMachine({ name: "machine", definition, roleArn });
  const { executionArn = "" } = await sfn.startExecution({ stateMachineArn, name: "execution" });
  const { CertificateSummaryList: [certificate] = [] } = await acm.listCertificates({});
  for (const client of [acm, signer, iot, sfn, sqs, sns, events, s3, cloudFormation]) client.destroy();
  return new Map(
    Object.entries({
      ...{
        bucket,
        bucketname: bucket,
        key,
        versionid: VersionId,
        copysource: `${bucket}/${key}`,
        expectedbucketowner: id,
      },
      ...{ queueurl: QueueUrl, queuename: "queue", topicarn: TopicArn, protocol: "sqs" },
      ...{
        thingname: thingName,
        thinggroupname: "thermostat",
        targets: thingArn,
        thingarn: thingArn,
        jobid: "job",
        streamid: "stream",
        otaupdateid: "ota",
        document: "{}",
      },
      ...{ statemachinearn: stateMachineArn, executionarn: executionArn, definition, input: "{}", output: "{}" },
      ...{
        profilename: profileName,
        certificatearn: certificate?.CertificateArn ?? "",
        platformid: "AmazonFreeRTOS-Default",
      },
      ...{
        rule: "rule",
        scheduleexpression: "rate(1 day)",
        eventpattern: '{"source":["a"]}',
        event: "{}",
        detail: "{}",
        source: "a",
      },
      ...{
        stackname: "stack",
        templatebody: template,
        templateurl: "https://s3.amazonaws.com/images/%ff",
        rolename: "ota",
        rolearn: roleArn,
        policysourcearn: roleArn,
      },
      ...{ resourcearn: thingArn, targetarn: QueueUrl.replace(/.*\//, `arn:aws:sqs:us-east-1:${id}:`) },
    }),
  );
}
