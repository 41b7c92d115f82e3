import type { Clock } from "../local/clock.ts";
import type { Fleet } from "../local/device/fleet.ts";
import { createEnds } from "../local/ends.ts";
import type { LocalAws } from "../local/local-aws.ts";
import { startLocalAws } from "../local/start.ts";
import { type AwsClients, clientsOf } from "./aws-clients.ts";
import { createBootTable } from "./boot-table.ts";
import { functionHappenings } from "./function-happenings.ts";
import type { Happening, StartedHappening } from "./happenings.ts";
import { createLocalDevices, type LocalDevices } from "./local-devices.ts";
import { devicesControl } from "./local-devices-control.ts";
import { setUpAccount } from "./set-up-account.ts";
import { createWorkflowReader } from "./workflow-happenings.ts";

/** What a world is to be like. */
export interface WorldOptions {
  readonly product: string;
  readonly devices: number;
  /** What the devices run at first. */
  readonly version: string;
  readonly port: number;
  readonly mqttPort: number;
  /** Another address of this computer that AWS is to answer at. */
  readonly listen?: string | undefined;
  readonly clock: Clock;
  /** Hears what happens: that it is starting, that all is up, and everything afterwards. */
  readonly show: (happening: Happening) => void;
  /** Milliseconds a device takes to write a block. */
  readonly blockWriteTime?: number;
  /** The stack's parameters, beside those it gets anyway. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Left out: true. False leaves the stack to somebody else. */
  readonly deploy?: boolean;
  /** A line a function has logged. */
  readonly log?: ((functionName: string, line: string) => void) | undefined;
  /** Signers' certificates that the devices keep beside the pipeline's own: path on the device → PEM. */
  readonly certificates?: ReadonlyMap<string, string>;
  /** SHA-256 → version of images without a header, beside those that will be released. */
  readonly knownImages?: ReadonlyMap<string, string>;
}

/** Local AWS with an account that is ready to release, and devices that are on. */
export interface World {
  readonly aws: LocalAws;
  readonly clients: AwsClients;
  /** The devices it began with. */
  readonly fleet: Fleet;
  /** Stops everything. */
  stop(): Promise<void>;
}

const signingProfile = "firmware_signer";
const certificatePath = "/certs/firmware-signer.pem";

/** Starts all of it. When something does not start, nothing stays behind. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { product, version, clock, show } = options;
  show({ type: "starting", devices: options.devices });
  let devices: LocalDevices | undefined;
  let certificate = "";
  const aws = await startLocalAws({
    port: options.port,
    mqttPort: options.mqttPort,
    ...(options.listen === undefined ? {} : { listen: options.listen }),
    clock,
    parameters: { SigningProfileName: signingProfile, ...options.parameters },
    async prepare(account) {
      const clients = clientsOf(account);
      certificate = await setUpAccount(clients, { product, signingProfile, certificatePath }).finally(clients.destroy);
    },
    deploy: options.deploy ?? true,
    controls: { devices: devicesControl(() => devices, { product, version }) },
    onBug: (bug) => show({ type: "bug", stack: bug instanceof Error ? (bug.stack ?? bug.message) : String(bug) }),
    ...(options.log ? { log: options.log } : {}),
  });
  const clients = clientsOf(aws);
  const ends = createEnds();
  ends.add(() => aws.stop());
  ends.add(() => clients.destroy());
  try {
    const bootTable = createBootTable(options.knownImages);
    const common = {
      broker: aws.mqtt,
      clock,
      protocols: ["MQTT", "HTTP"] as const, // releases that lie in S3 may be offered by HTTP alone
      certificates: new Map([[certificatePath, certificate], ...(options.certificates ?? [])]),
      bootTable: bootTable.versions,
      blockWriteTime: options.blockWriteTime ?? 0,
    };
    const all = createLocalDevices(clients.iot, common, ({ thingName, ...event }) =>
      show({ type: "device", thingName, event }),
    );
    ends.add(() => all.stop());
    const fleet = await all.add({ product, version, count: options.devices });
    devices = all;
    show(startedHappening(aws, { devices: fleet.devices.map(({ thingName }) => thingName), version }));
    const readEvent = createWorkflowReader();
    aws.onWorkflowEvent(({ executionArn, event }) => {
      const happening = readEvent(executionArn, event);
      if (!happening) return;
      bootTable.note(happening);
      show(happening);
    });
    const stopWatching = aws.onInvocation((invocation) => {
      const happenings = functionHappenings(invocation);
      for (const happening of happenings) if (!(options.log && happening.type === "log")) show(happening);
    });
    ends.add(stopWatching); // functions that are stopped have not failed
    return { aws, clients, fleet, stop: ends.all };
  } catch (error) {
    await ends.all().catch(() => {}); // what went wrong first counts
    throw error;
  }
}

function startedHappening(
  { endpoint, mqtt, outputs, credentials: { accessKeyId, secretAccessKey }, account: { region } }: LocalAws,
  fleet: Pick<StartedHappening, "devices" | "version">,
): StartedHappening {
  return {
    type: "started",
    endpoint,
    mqtt,
    region,
    credentials: { accessKeyId, secretAccessKey },
    outputs,
    signingProfile,
    ...fleet,
  };
}
