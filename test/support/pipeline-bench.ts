import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IoT } from "@aws-sdk/client-iot";
import { IoTJobsDataPlane } from "@aws-sdk/client-iot-jobs-data-plane";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { afterAll } from "vitest";
import type { Release } from "../../functions/firmware/release.ts";
import { defaultAccount as account } from "../../local/account.ts";
import { createAcm } from "../../local/acm/acm.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { createFaults } from "../../local/faults/faults.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createIot } from "../../local/iot/iot.ts";
import { createS3 } from "../../local/s3/s3.ts";
import { createSigner } from "../../local/signer/signer.ts";
import { createStepFunctions } from "../../local/stepfunctions/step-functions.ts";
import { DatedClock, dated } from "./dated-clock.ts";
import { lambdaContext } from "./lambda-context.ts";
import { clientConfig } from "./local-service.ts";
import { logLines } from "./log-lines.ts";
import { productInventory } from "./product-inventory.ts";

export const firmwareBucket = "ota-pipeline-firmwarebucket";
export const releaseBucket = "ota-pipeline-releasebucket";
export const roleArn = "arn:aws:iam::123456789012:role/ota";
export const otaUpdateMeans = { roleArn, releaseBucket };
export const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/c1";
export const stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/ota-pipeline/1";
const waiting = JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 30_000_000, End: true } } });

/** Where the benches of this process serve, one after another: clients of the functions stay pointed there. */
let port = 0;

const noLambda = () => Promise.reject(new Error("The functions of this bench run in its own process"));

/**
 * The services the functions call, played locally for the tests of one file, in a time that passes only when a test lets
 * it: two buckets, the signing profile `ota_pipeline`, a state machine whose executions wait. The functions' settings and
 * the SDK's own point there.
 */
export async function pipelineBench() {
  const clock = new DatedClock();
  const directory = await mkdtemp(join(tmpdir(), "pipeline-bench-"));
  const quiet = { account, clock, publish: () => {} };
  const { service, objects } = createS3({ ...quiet, directory });
  const certificate = await selfSignedCertificate({ commonName: "signer", notBefore: clock.now() });
  const acm = createAcm({ account, clock });
  const certificates = {
    find: (arn: string) => (arn === certificateArn ? certificate : acm.certificates.find(arn)),
  };
  const signer = createSigner({ ...quiet, objects, certificates });
  const iotCore = createIot({ account, clock, objects, signer, endpoint: () => front.endpoint });
  const stepFunctions = createStepFunctions({ ...quiet, invokeFunction: async () => "{}" });
  const services = [service, acm.service, signer.service, stepFunctions.service, ...iotCore.services].map(dated);
  const { interfere, ...faults } = createFaults({ services, functions: () => ({}), kill: noLambda });
  const keys = createAccessKeys(account);
  const front = await startFront({ services, keys, accountId: account.id, port, interfere });
  afterAll(async () => {
    await front.stop();
    await stepFunctions.stop();
    await iotCore.stop();
    await signer.stop();
    await rm(directory, { recursive: true, force: true });
  });

  port = Number(new URL(front.endpoint).port);
  const config = clientConfig(front.endpoint);
  const s3 = new S3(config);
  const iot = new IoT(config);
  const sfn = new SFN(config);
  const signerApi = new Signer(config);
  const devices = new IoTJobsDataPlane(config);
  for (const Bucket of [firmwareBucket, releaseBucket]) {
    await s3.createBucket({ Bucket });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  }
  putProfile("ota_pipeline");
  const machine = { name: "FirmwareUpdate", definition: waiting, roleArn };
  const { stateMachineArn = "" } = await sfn.createStateMachine(machine);

  logLines();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: front.endpoint,
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: config.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: config.credentials.secretAccessKey,
    FIRMWARE_BUCKET: firmwareBucket,
    RELEASE_BUCKET: releaseBucket,
    OTA_ROLE_ARN: roleArn,
    SIGNING_PROFILE: "ota_pipeline",
    ALLOWED_SIGNING_PROFILES: "other_*",
    ALLOW_SIGNING_PROFILE_PARAMETERS: "false",
    CODE_SIGNING: "SignerJob",
    RETENTION_DAYS: "30",
    STATE_MACHINE_ARN: stateMachineArn,
    STACK_ID: stackId,
  });

  function putProfile(profileName: string, platformId = "AmazonFreeRTOS-Default", certname = "/certs/signer.pem") {
    const signingParameters = { certname };
    signer.profiles.put({ profileName, platformId, signingMaterial: { certificateArn }, signingParameters });
  }

  function executionArn(name = ""): string {
    return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
  }

  let products = 0;
  return {
    clock,
    faults,
    s3,
    iot,
    sfn,
    signer: signerApi,
    stateMachineArn,
    executionArn,
    certificate,
    putProfile,

    /** Makes a product of its own for a test: a thing group with things `<product>-1`, `<product>-2`, …; returns its name. */
    async product(things = 2): Promise<string> {
      products += 1;
      const product = `p${products}`;
      await iot.createThingGroup({ thingGroupName: product });
      for (let number = 1; number <= things; number++) {
        const thingName = `${product}-${number}`;
        await iot.createThing({ thingName });
        await iot.addThingToThingGroup({ thingName, thingGroupName: product });
      }
      return product;
    },

    /** Puts an object into the firmware bucket and tells which version it is. */
    async upload(key: string, Body: string | Uint8Array = "firmware", metadata: Record<string, string> = {}) {
      const { VersionId: versionId = "" } = await s3.putObject({
        Bucket: firmwareBucket,
        Key: key,
        Body,
        Metadata: metadata,
      });
      return { bucket: firmwareBucket, key, versionId };
    },

    /** Lets time pass, second by second for up to a hundred, until a look shows what is waited for. */
    async passUntil<Seen>(look: () => Promise<Seen | undefined>): Promise<Seen> {
      for (let looks = 0; looks < 5_000; looks++) {
        const seen = await look();
        if (seen !== undefined) return seen;
        if (looks < 100) await clock.advance(1_000); // then only a slow disk is waited for
      }
      throw new Error("It did not come about in a hundred seconds");
    },

    /** Starts an execution that does nothing but stay alive; returns its ARN. */
    async execution(name: string): Promise<string> {
      await sfn.startExecution({ stateMachineArn, name, input: "{}" });
      return executionArn(name);
    },

    /** What there is of a product, by name. */
    inventory: (product: string) =>
      productInventory(product, { iot, s3, sfn, signer: signerApi }, { releaseBucket, stateMachineArn }),

    /** The release bucket's object, or undefined. */
    async record(key: string): Promise<Record<string, unknown> | undefined> {
      const read = await s3.getObject({ Bucket: releaseBucket, Key: key }).catch(() => undefined);
      return read && JSON.parse((await read.Body?.transformToString()) ?? "");
    },

    /** The keys of the release bucket's objects, with all their versions counted once. */
    async keys(prefix: string): Promise<string[]> {
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: releaseBucket, Prefix: prefix });
      return Contents.map(({ Key = "" }) => Key);
    },

    /** A device reports how it fares with a release. */
    async report(
      thingName: string,
      release: Pick<Release, "id">,
      status: "IN_PROGRESS" | "SUCCEEDED" | "FAILED",
      reason = "",
    ) {
      const statusDetails = reason ? { reason } : undefined;
      await devices.updateJobExecution({ thingName, jobId: `AFR_OTA-${release.id}`, status, statusDetails });
    },
  };
}

export type PipelineBench = Awaited<ReturnType<typeof pipelineBench>>;

/** Calls a function as Lambda does. */
export function invoke<Input, Result>(
  handler: (input: Input, context: typeof lambdaContext) => Promise<Result>,
  input: Input,
): Promise<Result> {
  return handler(input, lambdaContext);
}
