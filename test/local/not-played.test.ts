import { EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelOf, type OperationModel } from "../../local/http/model.ts";
import { presignedUrl } from "../../local/http/presign-url.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { statements } from "../../scripts/local-aws/statements.ts";
import { clientConfig } from "../support/local-service.ts";
import { sampleValue } from "../support/sample-value.ts";
import { type Sdk, type SdkClient, sdkClients } from "../support/sdk-clients.ts";

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ deploy: false });
});
afterAll(() => aws.stop());

/** S3's client signs these for services of other names. */
const ofKin: Readonly<Record<string, string>> = {
  ListDirectoryBuckets: "s3express",
  WriteGetObjectResponse: "s3-object-lambda",
};

/** How an operation was answered: `501 NotImplemented: Local AWS does not play iot:CreatePolicy`, `200`. */
async function answerOf(client: SdkClient, sdk: Sdk, { name, input }: OperationModel): Promise<string> {
  const Command = sdk[`${name}Command`] as new (input: unknown) => object;
  return client.send(new Command(sampleValue(input, { onlyRequired: true }))).then(
    ({ $metadata }) => String(($metadata as { httpStatusCode: number }).httpStatusCode),
    ({ $metadata, name, message }) => `${$metadata?.httpStatusCode} ${name}: ${message.replace(/\.$/, "")}`,
  );
}

/** A request for any service, signed for it. */
function ask(service: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const { endpoint, credentials, account } = aws;
  const about = { endpoint, credentials, service, region: account.region, signedAt: Date.now(), expiresInSec: 60 };
  return fetch(presignedUrl({ ...about, path: "/", query: "" }), { headers });
}

describe("of the operations that its SDK knows, those that are stated are played, and all others answer 501 by name:", () => {
  it.each(sdkClients)("$signingName", async ({ signingName, sdk, create }) => {
    const statement = statements.find((one) => one.signingName === signingName);
    const { operations } = modelOf(sdk);
    const client = create(clientConfig(aws.endpoint));
    const answers = new Map<string, string>();
    for (const operation of operations.values()) answers.set(operation.name, await answerOf(client, sdk, operation));
    client.destroy();

    const notPlayed = [...operations.keys()].filter((name) => !Object.hasOwn(statement?.operations ?? {}, name));
    const service = (name: string) => ofKin[name] ?? (statement ? `${signingName}:${name}` : signingName);
    expect(new Map([...answers].filter(([, answer]) => answer.startsWith("501 ")))).toEqual(
      new Map(notPlayed.map((name) => [name, `501 NotImplemented: Local AWS does not play ${service(name)}`])),
    );
  });

  it("cloudcontrolapi, whose SDK this project does not have", async () => {
    const [statement] = statements.filter(({ signingName }) => signingName === "cloudcontrolapi");
    for (const name of statement?.notPlayed ?? []) {
      const answer = await ask("cloudcontrolapi", { "x-amz-target": `CloudApiService.${name}` });
      const message = `Local AWS does not play cloudcontrolapi:${name}`;
      expect([answer.status, await answer.json()]).toEqual([501, { __type: "NotImplemented", message }]);
    }
  });
});

describe("a service that nobody plays answers 501", () => {
  it.each([
    [
      "with the operation that its header names",
      "dynamodb",
      { "x-amz-target": "DynamoDB_20120810.ListTables" },
      '{"__type":"NotImplemented","message":"Local AWS does not play dynamodb:ListTables"}',
    ],
    [
      "in XML where forms are sent",
      "ec2",
      { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      "<Code>NotImplemented</Code><Message>Local AWS does not play ec2</Message>",
    ],
    ["as JSON otherwise", "kms", {}, '{"__type":"NotImplemented","message":"Local AWS does not play kms"}'],
    [
      "in XML where its name is like S3's, which is text",
      "s3<b>&",
      {},
      "<Code>NotImplemented</Code><Message>Local AWS does not play s3&lt;b&gt;&amp;</Message>",
    ],
  ])("%s", async (_, service, headers, body) => {
    const answer = await ask(service, headers as Record<string, string>);
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining(body)]);
  });
});

const roleArn = "arn:aws:iam::123456789012:role/machine";
const definition = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY" as const, kmsKeyId: "key" };
const pattern = { Name: "r", EventPattern: '{"source":["me"]}' };

describe("what a request asks for beside what is played of an operation answers 501, by name:", () => {
  const config = () => clientConfig(aws.endpoint);
  it.each<[string, () => Promise<unknown>]>([
    [
      "Tags of events:PutRule",
      () => new EventBridgeClient(config()).send(new PutRuleCommand({ ...pattern, Tags: [{ Key: "a", Value: "b" }] })),
    ],
    [
      "DataProtectionPolicy of sns:CreateTopic",
      () => new SNSClient(config()).send(new CreateTopicCommand({ Name: "t", DataProtectionPolicy: "{}" })),
    ],
    [
      "TenantId of lambda:Invoke",
      () => new LambdaClient(config()).send(new InvokeCommand({ FunctionName: "f", TenantId: "t" })),
    ],
    [
      "encryptionConfiguration of states:CreateStateMachine",
      () =>
        new SFNClient(config()).send(
          new CreateStateMachineCommand({ name: "m", roleArn, definition, encryptionConfiguration }),
        ),
    ],
    [
      "x-amz-object-lock-mode of s3:PutObject",
      () =>
        new S3Client({ ...config(), forcePathStyle: true }).send(
          new PutObjectCommand({ Bucket: "b", Key: "k", Body: "", ObjectLockMode: "GOVERNANCE" }),
        ),
    ],
  ])("%s", async (what, send) => {
    await expect(send()).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining(`Local AWS does not play ${what}`),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("conditions of directory buckets, for each object of s3:DeleteObjects", async () => {
    const s3 = new S3({ ...config(), forcePathStyle: true });
    await s3.createBucket({ Bucket: "kept" });
    await s3.putObject({ Bucket: "kept", Key: "k", Body: "x" });
    const { Errors } = await s3.deleteObjects({ Bucket: "kept", Delete: { Objects: [{ Key: "k", Size: 2 }] } });
    expect(Errors).toMatchObject([{ Key: "k", Code: "NotImplemented" }]);
    await expect(s3.deleteObject({ Bucket: "kept", Key: "k", IfMatchSize: 2 })).rejects.toMatchObject({
      message: "Local AWS does not play x-amz-if-match-size of s3:DeleteObject.",
    });
    await expect(s3.headObject({ Bucket: "kept", Key: "k" })).resolves.toMatchObject({ ContentLength: 1 });
  });

  it("and what is off or empty asks for nothing", async () => {
    const put = new EventBridgeClient(config()).send(new PutRuleCommand({ ...pattern, Tags: [] }));
    await expect(put).resolves.toMatchObject({ RuleArn: expect.any(String) });
  });
});
