import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IoT } from "@aws-sdk/client-iot";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { onTestFinished } from "vitest";
import { defaultAccount as account } from "../../local/account.ts";
import { VirtualClock } from "../../local/clock.ts";
import { faultsControl } from "../../local/faults/control.ts";
import type { Kill } from "../../local/faults/effects.ts";
import { createFaults } from "../../local/faults/faults.ts";
import type { Fault, FaultRule } from "../../local/faults/rule.ts";
import { createAccessKeys } from "../../local/http/access-keys.ts";
import { startFront } from "../../local/http/front.ts";
import { createIot } from "../../local/iot/iot.ts";
import { createS3 } from "../../local/s3/s3.ts";
import { createSigner } from "../../local/signer/signer.ts";
import { createSns } from "../../local/sns/sns.ts";
import { createSqs } from "../../local/sqs/sqs.ts";
import { createStepFunctions } from "../../local/stepfunctions/step-functions.ts";
import { clientConfig } from "./local-service.ts";

/** The functions that rules may name, by logical id. */
export const functions = {
  CreateStreamFunction: "stack-CreateStreamFunction-A1",
  SweepFunction: "stack-SweepFunction-B2",
};

/** A rule for calls of CreateThing, by default the first. */
export function createThing(fault: Fault, calls = "1"): FaultRule {
  return { service: "iot", operation: "CreateThing", calls, fault };
}

/** One in the bench's bucket. */
export const object = { Bucket: "firmware", Key: "app.bin" };

/** IoT, Signer, S3 with a bucket `firmware`, Step Functions, SNS and SQS, behind a front with faults, until the end of the test. */
export async function faultBench({ kill = async () => {} }: { kill?: Kill } = {}) {
  const clock = new VirtualClock();
  const directory = await mkdtemp(join(tmpdir(), "faults-"));
  const given = { account, clock, publish: () => {} };
  const s3 = createS3({ ...given, directory });
  const signer = createSigner({ ...given, objects: s3.objects, certificates: { find: () => undefined } });
  const iot = createIot({ account, clock, objects: s3.objects, signer, endpoint: () => front.endpoint });
  const states = createStepFunctions({ ...given, invokeFunction: async () => null });
  const sqs = createSqs({ account, clock, endpoint: () => front.endpoint });
  const sns = createSns({ account, clock, sendToQueue: sqs.queues.send });
  const services = [s3, signer, states, sqs, sns].map(({ service }) => service).concat(iot.services);
  const faults = createFaults({ services, functions: () => functions, kill });
  const keys = createAccessKeys(account);
  const front = await startFront({
    services,
    keys,
    accountId: account.id,
    port: 0,
    interfere: faults.interfere,
    controls: { faults: faultsControl(faults) },
  });
  onTestFinished(async () => {
    await front.stop();
    await iot.stop();
    await signer.stop();
    await states.stop();
    await sqs.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const config = clientConfig(front.endpoint);
  const clientsOf = (more: object = {}) => ({
    iot: new IoT({ ...config, ...more }),
    s3: new S3({ ...config, forcePathStyle: true, ...more }),
    signer: new Signer({ ...config, ...more }),
    sfn: new SFN({ ...config, ...more }),
    sns: new SNS({ ...config, ...more }),
    sqs: new SQS({ ...config, ...more }),
  });
  const clients = clientsOf();
  await clients.s3.createBucket({ Bucket: object.Bucket });
  return {
    ...clients,
    faults,
    front,
    clientsOf,
    /** Clients that sign as a Lambda function does, and with which key. */
    asFunction(functionName: string) {
      const credentials = keys.issue(`arn:aws:iam::${account.id}:role/of-functions`, functionName);
      return { ...clientsOf({ credentials }), accessKeyId: credentials.accessKeyId };
    },
  };
}
