import { ACM } from "@aws-sdk/client-acm";
import { IoT } from "@aws-sdk/client-iot";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { onTestFinished } from "vitest";
import { executionNameOf } from "../../functions/firmware/release-id.ts";
import type { Fleet } from "../../local/device/fleet.ts";
import type { FaultRule } from "../../local/faults/rule.ts";
import { startLocalAws } from "../../local/start.ts";
import { EagerClock } from "./eager-clock.ts";
import { eagerWaiting } from "./eager-waiting.ts";
import { watchExecutions } from "./executions.ts";
import { createHouseholds, type Household, setUpSigner, signingProfile } from "./households.ts";
import { type Inventory, takeInventory } from "./inventory.ts";
import { clientConfig } from "./local-service.ts";

export interface PipelineOptions extends Partial<Household> {
  /** From before the first upload. */
  readonly faults?: readonly FaultRule[];
  /** What to deploy instead of the project's own template. */
  readonly templateFile?: string;
  /** Where to note which rights of that template are used. */
  readonly permissionsRecord?: string | undefined;
  /** The stack's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Hears what functions log. */
  readonly log?: (functionName: string, line: string) => void;
  /** What calls `stop` when it is over: `onTestFinished` by default; `afterAll` for one that the tests of a file share. */
  readonly until?: (stop: () => Promise<void>) => void;
}

/**
 * The whole pipeline on local AWS, with devices that are on: by default two thermostats on 1.3.0.
 *
 * Time is the computer's until a test waits by `execution`, `pass` or `until`. Then waiting is left out: the clock jumps to
 * whatever is due next, unless a Lambda function runs. So a function has all the time it would have on AWS: the 60 seconds of
 * its task and the 5 of each of its calls are seconds. Were the clock merely sped up, a task would time out while its
 * function starts.
 */
export async function startPipeline(options: PipelineOptions = {}) {
  const {
    until = onTestFinished,
    faults = [],
    parameters = {},
    templateFile,
    permissionsRecord,
    log,
    ...first
  } = options;
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  until(stop);
  const clock = new EagerClock();
  const started = clock.hold();
  ends.push(() => clock.stop());
  let certificate = "";
  const aws = await startLocalAws({
    clock,
    parameters: { SigningProfileName: signingProfile, ...parameters },
    async prepare(account) {
      certificate = await setUpSigner(account);
    },
    ...(templateFile ? { templateFile, permissionsRecord } : {}),
    ...(log ? { log } : {}),
  });
  ends.push(() => aws.stop());
  const clients = clientsOf(aws.endpoint, ends);
  const { FirmwareBucket: firmwareBucket = "", ReleaseBucket: releaseBucket = "" } = aws.outputs;
  const { StateMachineArn: stateMachineArn = "" } = aws.outputs;

  const { wait, ...time } = eagerWaiting(clock, aws);
  started();
  const powerOn = createHouseholds(aws, { clients, certificate, ends });
  const household = async (like: Household): Promise<Fleet> => {
    const fleet = await powerOn(like);
    fleet.on(() => clock.touch()); // while devices are busy, time does not fly
    return fleet;
  };
  const fleet = await household({ product: "thermostat", devices: 2, ...first });
  for (const fault of faults) aws.faults.add(fault);
  return {
    aws,
    ...clients,
    ...time,
    ...watchExecutions(aws, { sfn: clients.sfn, wait }),
    faults: aws.faults,
    clock,
    /** The first household's. */
    fleet,
    household,
    firmwareBucket,
    releaseBucket,
    stateMachineArn,
    stop,

    /** Puts an object into the firmware bucket; returns the name of the execution this starts, which is the release id. */
    async upload(key: string, body: string | Uint8Array): Promise<string> {
      const { VersionId } = await clients.s3.putObject({ Bucket: firmwareBucket, Key: key, Body: body });
      return executionNameOf({ bucket: firmwareBucket, key, versionId: VersionId, sequencer: undefined });
    },

    /** Invokes a function by its logical id; resolves to what it returned. @throws Error named and worded as it failed */
    async invoke(logicalId: string, event: object): Promise<unknown> {
      const { Functions = [] } = await clients.lambda.listFunctions({});
      const named = Functions.find(({ FunctionName }) => FunctionName?.startsWith(`ota-pipeline-${logicalId}-`));
      const { Payload, FunctionError } = await clients.lambda.invoke({
        FunctionName: named?.FunctionName ?? logicalId,
        Payload: JSON.stringify(event),
      });
      const answer = JSON.parse(Payload?.transformToString() || "null");
      if (FunctionError) throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType });
      return answer;
    },

    /** All there is of releases. */
    inventory: (): Promise<Inventory> => takeInventory(clients, { releaseBucket, stateMachineArn }),
  };
}

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

function clientsOf(endpoint: string, ends: (() => unknown)[]) {
  const config = clientConfig(endpoint);
  const clients = {
    acm: new ACM(config),
    iot: new IoT(config),
    lambda: new Lambda(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sfn: new SFN(config),
    signer: new Signer(config),
  };
  ends.push(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}
