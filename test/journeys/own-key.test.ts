import { fileURLToPath } from "node:url";
import { IAM } from "@aws-sdk/client-iam";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { functionResources } from "../support/template.ts";

const KmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/6f1d3c0e-8b7a-4d0f-9c55-0d2f3f1d2a77";
const templateFile = fileURLToPath(new URL("../../template.yaml", import.meta.url)); // named, it leaves no record of rights: KMS is not played
const pipeline = await startPipeline({ templateFile, parameters: { KmsKeyArn }, until: afterAll });
const config = clientConfig(pipeline.aws.endpoint);
const [iam, sns, sqs] = [new IAM(config), new SNS(config), new SQS(config)];
afterAll(() => {
  for (const client of [iam, sns, sqs]) client.destroy();
});
const { NoticesTopicArn, UndeliveredEventsUrl, FailedInvocationsUrl } = pipeline.aws.outputs;

describe("a stack with a key of its owner's", () => {
  it.each([pipeline.firmwareBucket, pipeline.releaseBucket])("encrypts %s with it", async (Bucket) => {
    const { ServerSideEncryptionConfiguration } = await pipeline.s3.getBucketEncryption({ Bucket });
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KmsKeyArn },
        BucketKeyEnabled: true,
      },
    ]);
  });

  it("encrypts queues and topic with it", async () => {
    for (const QueueUrl of [UndeliveredEventsUrl, FailedInvocationsUrl]) {
      const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      expect(Attributes).toMatchObject({ KmsMasterKeyId: KmsKeyArn });
    }
    const { Attributes } = await sns.getTopicAttributes({ TopicArn: NoticesTopicArn });
    expect(Attributes).toMatchObject({ KmsMasterKeyId: KmsKeyArn });
  });

  it("lets every function, AWS IoT, and the rules that publish notices use it", async () => {
    const { Roles = [] } = await iam.listRoles({});
    const holders: string[] = [];
    for (const { RoleName = "" } of Roles) {
      const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
      if (PolicyNames.includes("UseKey")) holders.push(RoleName.replace(/^ota-pipeline-(\w+)-\w+$/, "$1"));
    }
    expect(holders.sort()).toEqual(
      ["NoticesRole", "OtaRole", ...functionResources.map(([name]) => `${name}Role`)].sort(),
    );
  });

  it("releases as ever", async () => {
    const firmware = makeImage({ product: "thermostat", version: "1.4.0", size: 20_000 });
    expect(await travel(pipeline, "firmware/thermostat/1.4.0/app.bin", firmware)).toMatchObject({
      status: "SUCCEEDED",
    });
  });
});
