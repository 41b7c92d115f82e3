import * as acm from "@aws-sdk/client-acm";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as iam from "@aws-sdk/client-iam";
import * as iot from "@aws-sdk/client-iot";
import * as iotjobsdataplane from "@aws-sdk/client-iot-jobs-data-plane";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sfn from "@aws-sdk/client-sfn";
import * as signer from "@aws-sdk/client-signer";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { Account } from "../account.ts";
import { type Model, modelOf } from "../http/model.ts";

/** What a client is made with. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: Account["region"];
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly maxAttempts: number;
  /** Keeps clients of data planes from prefixing the host. */
  readonly disableHostPrefix: true;
  /** Of S3: 127.0.0.1 has no subdomains. */
  readonly forcePathStyle: true;
}

/** An SDK client, as far as all of them are alike. */
export interface Client {
  readonly config: { systemClockOffset: number };
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<Readonly<Record<string, unknown>>>;
  destroy(): void;
}

/** A service as tasks call it by `aws-sdk:<its name>:…`. */
export interface SdkService {
  /** The module of its SDK client. */
  readonly sdk: object;
  readonly client: new (settings: ClientSettings) => Client;
  readonly signingName: string;
  /** What its errors begin with: the name of the service's client in the AWS SDK for Java 2, by which Step Functions calls it. */
  readonly javaName: string;
}

/**
 * By the names that stand in a task's `Resource`
 * (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
 */
export const sdkServices = {
  acm: { sdk: acm, client: acm.ACMClient, signingName: "acm", javaName: "Acm" },
  cloudformation: {
    sdk: cloudformation,
    client: cloudformation.CloudFormationClient,
    signingName: "cloudformation",
    javaName: "CloudFormation",
  },
  eventbridge: {
    sdk: eventbridge,
    client: eventbridge.EventBridgeClient,
    signingName: "events",
    javaName: "EventBridge",
  },
  iam: { sdk: iam, client: iam.IAMClient, signingName: "iam", javaName: "Iam" },
  iot: { sdk: iot, client: iot.IoTClient, signingName: "iot", javaName: "Iot" },
  iotjobsdataplane: {
    sdk: iotjobsdataplane,
    client: iotjobsdataplane.IoTJobsDataPlaneClient,
    signingName: "iot-jobs-data",
    javaName: "IotJobsDataPlane",
  },
  lambda: { sdk: lambda, client: lambda.LambdaClient, signingName: "lambda", javaName: "Lambda" },
  s3: { sdk: s3, client: s3.S3Client, signingName: "s3", javaName: "S3" },
  sfn: { sdk: sfn, client: sfn.SFNClient, signingName: "states", javaName: "Sfn" },
  signer: { sdk: signer, client: signer.SignerClient, signingName: "signer", javaName: "Signer" },
  sns: { sdk: sns, client: sns.SNSClient, signingName: "sns", javaName: "Sns" },
  sqs: { sdk: sqs, client: sqs.SQSClient, signingName: "sqs", javaName: "Sqs" },
  sts: { sdk: sts, client: sts.STSClient, signingName: "sts", javaName: "Sts" },
} as const satisfies Readonly<Record<string, SdkService>>;

const models = new Map<object, Model>();

/** The service's operations and errors, read when they are first asked for: not many services are ever called by tasks. */
export function modelOfService({ sdk }: SdkService): Model {
  const model = models.get(sdk) ?? modelOf(sdk);
  models.set(sdk, model);
  return model;
}
