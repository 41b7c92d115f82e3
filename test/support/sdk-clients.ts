import * as acm from "@aws-sdk/client-acm";
import * as cloudFormation from "@aws-sdk/client-cloudformation";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as iot from "@aws-sdk/client-iot";
import * as iotData from "@aws-sdk/client-iot-data-plane";
import * as iotJobsData from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { ClientConfig } from "./local-service.ts";

/** A client that any of its service's operations can be called by. */
export interface SdkClient {
  send(command: object): Promise<Readonly<Record<string, unknown>>>;
  destroy(): void;
}

/** An SDK's module, by its exports' names. */
export type Sdk = Readonly<Record<string, unknown>>;

/** An SDK that this project has: the service that its requests are signed for, and what makes a client. */
interface SdkOfService {
  readonly signingName: string;
  readonly sdk: Sdk;
  readonly create: (config: ClientConfig) => unknown;
}

const sdks: readonly SdkOfService[] = [
  { signingName: "acm", sdk: acm, create: (config) => new acm.ACMClient(config) },
  {
    signingName: "cloudformation",
    sdk: cloudFormation,
    create: (config) => new cloudFormation.CloudFormationClient(config),
  },
  { signingName: "events", sdk: eventBridge, create: (config) => new eventBridge.EventBridgeClient(config) },
  { signingName: "iam", sdk: iam, create: (config) => new iam.IAMClient(config) },
  { signingName: "iot", sdk: iot, create: (config) => new iot.IoTClient(config) },
  { signingName: "iotdata", sdk: iotData, create: (config) => new iotData.IoTDataPlaneClient(config) },
  {
    signingName: "iot-jobs-data",
    sdk: iotJobsData,
    create: (config) => new iotJobsData.IoTJobsDataPlaneClient(config),
  },
  { signingName: "lambda", sdk: lambda, create: (config) => new lambda.LambdaClient(config) },
  { signingName: "s3", sdk: s3, create: (config) => new s3.S3Client({ ...config, forcePathStyle: true }) },
  { signingName: "signer", sdk: signer, create: (config) => new signer.SignerClient(config) },
  { signingName: "sns", sdk: sns, create: (config) => new sns.SNSClient(config) },
  { signingName: "sqs", sdk: sqs, create: (config) => new sqs.SQSClient({ ...config, md5: false }) },
  { signingName: "states", sdk: sfn, create: (config) => new sfn.SFNClient(config) },
  { signingName: "sts", sdk: sts, create: (config) => new sts.STSClient(config) },
];

/** Every SDK that this project has. A client's own type takes its own commands alone, here it takes any. */
export const sdkClients = sdks.map((one) => ({
  ...one,
  create: (config: ClientConfig) => one.create(config) as SdkClient,
}));
