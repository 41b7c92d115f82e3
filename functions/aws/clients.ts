import { ACMClient } from "@aws-sdk/client-acm";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { IoTClient } from "@aws-sdk/client-iot";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SignerClient } from "@aws-sdk/client-signer";
import { rememberOperations } from "./operation.ts";

// Without these a call can hang until the Lambda is killed: no answer, or a body that stalls in the middle. Two attempts,
// because Step Functions tries again too.
const config = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    socketTimeout: 5_000,
    throwOnRequestTimeout: true,
  },
};

// Built once for a Lambda's life. PURE lets a bundle leave out the clients its function does not use.
export const acm: ACMClient = /* @__PURE__ */ rememberOperations(/* @__PURE__ */ new ACMClient(config));
export const cloudFormation: CloudFormationClient = /* @__PURE__ */ rememberOperations(
  /* @__PURE__ */ new CloudFormationClient(config),
);
export const iot: IoTClient = /* @__PURE__ */ rememberOperations(/* @__PURE__ */ new IoTClient(config));
export const s3: S3Client = /* @__PURE__ */ rememberOperations(/* @__PURE__ */ new S3Client(config));
export const sfn: SFNClient = /* @__PURE__ */ rememberOperations(/* @__PURE__ */ new SFNClient(config));
export const signer: SignerClient = /* @__PURE__ */ rememberOperations(/* @__PURE__ */ new SignerClient(config));
