import { ACM } from "@aws-sdk/client-acm";
import { IoT } from "@aws-sdk/client-iot";
import { S3 } from "@aws-sdk/client-s3";
import { type DescribeExecutionOutput, paginateGetExecutionHistory, SFN } from "@aws-sdk/client-sfn";
import { Signer } from "@aws-sdk/client-signer";
import { onTestFinished, vi } from "vitest";
import { registerDevices } from "../../cli/register-devices.ts";
import { setUpAccount } from "../../cli/set-up-account.ts";
import { executionArnOf, executionNameOf } from "../../functions/firmware/release-id.ts";
import { realClock, sleep } from "../../local/clock.ts";
import type { DeviceOptions } from "../../local/device/device.ts";
import { createFleet, type Fleet } from "../../local/device/fleet.ts";
import { makeImage } from "../../local/device/image.ts";
import type { FaultRule } from "../../local/faults/rule.ts";
import { type LocalAws, startLocalAws } from "../../local/start.ts";
import { EagerClock } from "./eager-clock.ts";
import { eagerWaiting } from "./eager-waiting.ts";
import { type Inventory, takeInventory } from "./inventory.ts";

/** The devices of one product. */
export interface Household
  extends Partial<Pick<DeviceOptions, "selfTest" | "blockWriteTime" | "bootTable" | "slotSize">> {
  readonly product: string;
  /** How many, `<product>-1`, `<product>-2`, …; none makes an empty group. */
  readonly devices: number;
  /** What they run at first. */
  readonly version?: string;
}

export interface PipelineOptions extends Partial<Household> {
  /** From before the first upload. */
  readonly faults?: readonly FaultRule[];
  /** The stack's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Hears what functions log. */
  readonly log?: (functionName: string, line: string) => void;
  /** When it is stopped: at the end of the test by default; `afterAll` for the tests of a file. */
  readonly until?: (stop: () => Promise<void>) => void;
}

const certificatePath = "/certs/firmware-signer.pem";
const signingProfile = "firmware_signer";
const imageSize = 20_000;
/** Milliseconds of real time; a test's own limit is 20 seconds. */
const patience = 15_000;

/**
 * The whole pipeline on local AWS, with devices that are on: by default two thermostats on 1.3.0.
 *
 * **Time** is the computer's until a test waits by one of the functions here (`execution`, `pass`, `until`). Then waiting is
 * left out: the clock jumps to whatever is due next, unless a Lambda function runs. So a function that runs has all the time
 * it would have on AWS: the 60 seconds of its task and the 5 of each of its calls are seconds. Were the clock merely sped up,
 * a task would be timed out while its function starts. Devices, which answer in real time, count their own timeouts twenty
 * times as fast: the 10 seconds for a block are half of one.
 */
export async function startPipeline(options: PipelineOptions = {}) {
  const { until: whenToStop = onTestFinished, faults = [], parameters = {}, log, ...first } = options;
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  whenToStop(stop);
  const clock = new EagerClock();
  ends.push(() => clock.stop());
  const aws = await startLocalAws({
    clock,
    parameters: { SigningProfileName: signingProfile, ...parameters },
    ...(log ? { log } : {}),
  });
  ends.push(() => aws.stop());
  const wait = eagerWaiting(clock, aws);
  const endOf = executionEnds(aws);
  const config = { endpoint: aws.endpoint, region: aws.account.region, credentials: aws.credentials };
  const clients = {
    acm: new ACM(config),
    iot: new IoT(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sfn: new SFN(config),
    signer: new Signer(config),
  };
  ends.push(() => Object.values(clients).forEach((client) => void client.destroy()));
  const {
    FirmwareBucket: firmwareBucket = "",
    ReleaseBucket: releaseBucket = "",
    StateMachineArn: stateMachineArn = "",
  } = aws.outputs;

  let certificate: string | undefined;
  /** Registers devices and powers them on. */
  async function household({ product, devices, version = "1.3.0", ...like }: Household): Promise<Fleet> {
    const thingNames = Array.from({ length: devices }, (_, at) => `${product}-${at + 1}`);
    if (certificate === undefined) {
      certificate = await setUpAccount(clients, { product, thingNames, signingProfile, certificatePath });
    } else await registerDevices(clients.iot, { product, thingNames });
    const fleet = createFleet({
      thingNames,
      broker: aws.mqtt,
      clock: realClock({ speed: 20 }),
      firmware: makeImage({ product, version, size: imageSize }),
      certificates: new Map([[certificatePath, certificate]]),
      ...like,
    });
    fleet.on(() => clock.touch());
    ends.push(() => fleet.stop());
    await fleet.start();
    return fleet;
  }

  /** The states an execution has entered, in order. */
  async function states(name: string): Promise<string[]> {
    const entered: string[] = [];
    const executionArn = executionArnOf(stateMachineArn, name);
    for await (const page of paginateGetExecutionHistory({ client: clients.sfn }, { executionArn })) {
      for (const { stateEnteredEventDetails } of page.events ?? []) {
        if (stateEnteredEventDetails?.name) entered.push(stateEnteredEventDetails.name);
      }
    }
    return entered;
  }

  const fleet = await household({ product: "thermostat", devices: 2, ...first });
  for (const fault of faults) aws.faults.add(fault);
  return {
    aws,
    ...clients,
    faults: aws.faults,
    clock,
    /** The first household's. */
    fleet,
    firmwareBucket,
    releaseBucket,
    stateMachineArn,
    household,
    states,
    stop,

    /** Puts an image into the firmware bucket; returns the name of its execution, which is the release id. */
    async upload(key: string, body: string | Uint8Array): Promise<string> {
      const { VersionId } = await clients.s3.putObject({ Bucket: firmwareBucket, Key: key, Body: body });
      return executionNameOf({ bucket: firmwareBucket, key, versionId: VersionId, sequencer: undefined });
    },

    /** Waits for the end of an execution, by its name. @throws Error that tells how far it has come after 15 seconds */
    async execution(name: string): Promise<DescribeExecutionOutput> {
      const executionArn = executionArnOf(stateMachineArn, name);
      const ended = await wait(withPatience(endOf(executionArn)));
      if (ended) return clients.sfn.describeExecution({ executionArn });
      const entered = await states(name).catch((error: Error) => [error.message]);
      throw new Error(`${name} has not ended; it entered ${entered.join(", ")}`);
    },

    /** Lets time pass, in milliseconds. */
    pass: (milliseconds: number): Promise<void> => wait(sleep(clock, milliseconds)),

    /** Lets time pass until a look shows what is waited for, and returns that. */
    until: <Seen>(look: () => Seen | undefined | Promise<Seen | undefined>): Promise<Seen> => wait(seen(look)),

    /** All there is of releases. */
    inventory: (): Promise<Inventory> => takeInventory(clients, { releaseBucket, stateMachineArn }),
  };
}

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

/** Remembers the ends of all executions; gives one as a promise, whether the execution has started yet or not. */
function executionEnds({ onWorkflowEvent }: LocalAws): (executionArn: string) => Promise<true> {
  const ends = new Map<string, PromiseWithResolvers<true>>();
  const endOf = (executionArn: string) => {
    const end = ends.get(executionArn) ?? Promise.withResolvers<true>();
    ends.set(executionArn, end);
    return end;
  };
  onWorkflowEvent(({ executionArn, event }) => {
    if (/^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(event.type ?? "")) endOf(executionArn).resolve(true);
  });
  return (executionArn) => endOf(executionArn).promise;
}

/** The work's result, or nothing when it takes too long. */
async function withPatience<Result>(work: Promise<Result>): Promise<Result | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timeout = setTimeout(resolve, patience, undefined);
  return Promise.race([work, promise]).finally(() => clearTimeout(timeout));
}

function seen<Seen>(look: () => Seen | undefined | Promise<Seen | undefined>): Promise<Seen> {
  const expectIt = async () => {
    const found = await look();
    if (found === undefined) throw new Error(`It has not come about after ${patience} ms`);
    return found;
  };
  return vi.waitFor(expectIt, { timeout: patience, interval: 10 });
}
