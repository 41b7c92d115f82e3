import type { Clock } from "../clock.ts";
import { createAgent } from "./agent.ts";
import type { SelfTest } from "./agent-context.ts";
import { type Broker, type Connection, openConnection } from "./connection.ts";
import { type DownloadSettings, downloadSettings } from "./download.ts";
import type { DeviceEvent, DeviceListener, RestartReason } from "./events.ts";
import { boot, createFlash, type FileStore, type Flash, runningFiles, runningImage } from "./flash.ts";
import { type Firmware, identify } from "./image.ts";
import { inOrder } from "./in-order.ts";
import type { Protocol } from "./job-document.ts";
import { parseVersion } from "./version.ts";

/** What a device is made of. Times are milliseconds of its clock, sizes bytes. */
export interface DeviceOptions extends Partial<DownloadSettings> {
  readonly thingName: string;
  readonly broker: Broker;
  readonly clock: Clock;
  /** How it gets files, the way it likes best first: `["MQTT"]` by default, as AWS's agent is built. Jobs come by MQTT always. */
  readonly protocols?: readonly Protocol[];
  /** The image it runs when it comes from the factory. Not used with a `flash` handed in, which has its own. */
  readonly firmware: Uint8Array;
  /** What it is, so that it rejects another product's demo image. By default what the header of its first image says. */
  readonly product?: string;
  /** Its file system, as far as it matters: path → PEM of a signer's certificate. */
  readonly certificates: ReadonlyMap<string, string>;
  /** SHA-256 in hexadecimal → version, for images without a header. Looked into at each boot. */
  readonly bootTable?: ReadonlyMap<string, string>;
  /** What survives a power cut; by default made from `firmware`. */
  readonly flash?: Flash;
  /** The largest image that fits a slot, and the largest file: 16 MiB by default. */
  readonly slotSize?: number;
  /** How long its flash takes to write a block, before it looks at the next one: no time by default. */
  readonly blockWriteTime?: number;
  /** Passes by default. */
  readonly selfTest?: SelfTest;
  /** How soon after a boot on trial the self-test must start: within 16 s by default, as with AWS's agent. */
  readonly selfTestTimeout?: number;
}

/** An IoT device with two image slots, as seen from the bench it stands on. */
export interface Device {
  readonly thingName: string;
  /** What it runs (powered off: what its boot loader started last), and that image's version, if the image tells it. */
  readonly image: Firmware;
  /** What jobs brought beside images, as the running image finds it: path on the device → bytes. */
  readonly files: FileStore;
  /** Powers it on. Resolves when it has asked for its next job, or is powered off again; until then it tries to connect. */
  start(): Promise<void>;
  /** Sends a DISCONNECT, then powers it off. */
  stop(): Promise<void>;
  /** Cuts its power: what is not in its flash is gone. */
  powerOff(): void;
  /** Tells `listener` all it does, until the function in return is called. */
  on(listener: DeviceListener): () => void;
}

/**
 * Makes a device, powered off. Towards AWS IoT it behaves as AWS's OTA agent 3.4 does.
 * Throws a RangeError for settings no stream can serve, and for a version in the boot table that is none.
 */
export function createDevice(options: DeviceOptions): Device {
  const { thingName, clock, bootTable = new Map<string, string>(), flash = createFlash(options.firmware) } = options;
  const download = downloadSettings(options);
  for (const version of bootTable.values()) parseVersion(version);
  const listeners = new Set<DeviceListener>();
  let image = identify(runningImage(flash), bootTable);
  const product = options.product ?? image.product;
  let current: PoweredOn | undefined;
  let online = Promise.withResolvers<void>();

  function emit(event: DeviceEvent): void {
    for (const listener of listeners) listener({ ...event, thingName });
  }

  function powerOn(): void {
    const started = boot(flash);
    image = identify(started.image, bootTable);
    emit({ type: "booted", version: image.version, testing: started.testing, rolledBack: started.rolledBack });

    const power = new AbortController();
    const enqueue = inOrder(power.signal);
    const connection = openConnection({
      broker: options.broker,
      clientId: thingName,
      clock,
      power: power.signal,
      onConnect() {
        emit({ type: "connected" });
        enqueue(() => {
          agent.connected();
          online.resolve();
        });
      },
      onDisconnect() {
        emit({ type: "disconnected" });
        enqueue(() => agent.disconnected());
      },
      onMessage: (topic, payload) => enqueue(() => agent.heard(topic, payload)),
    });
    const running = { power, connection };
    const agent = createAgent({
      thingName,
      connection,
      emit,
      clock,
      flash,
      firmware: image,
      version: image.version === undefined ? undefined : parseVersion(image.version),
      product,
      power: power.signal,
      blockWriteTime: options.blockWriteTime ?? 0,
      slotSize: options.slotSize ?? 16 * 1024 * 1024,
      download,
      protocols: options.protocols ?? ["MQTT"],
      certificates: options.certificates,
      selfTest: options.selfTest ?? (() => true),
      enqueue,
      restart: (because) => restart(running, because),
    });
    const watchdog = clock.startTimer(options.selfTestTimeout ?? 16_000, () => enqueue(agent.selfTestOverdue));
    power.signal.addEventListener("abort", () => {
      watchdog.cancel();
      agent.halt();
    });
    current = running;
  }

  async function restart(running: PoweredOn, because: RestartReason): Promise<void> {
    emit({ type: "restarting", because });
    await running.connection.close();
    if (current !== running) return; // it was powered off meanwhile
    running.power.abort();
    powerOn();
  }

  /** From here on it counts as off; nobody need wait for it to come up. */
  function takePower(): PoweredOn | undefined {
    const running = current;
    current = undefined;
    online.resolve();
    online = Promise.withResolvers();
    return running;
  }

  return {
    thingName,
    get image() {
      return image;
    },
    get files() {
      return runningFiles(flash);
    },
    start() {
      if (!current) powerOn();
      return online.promise;
    },
    async stop() {
      const running = takePower();
      await running?.connection.close();
      running?.power.abort();
    },
    powerOff: () => takePower()?.power.abort(),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What lasts from one boot to the next. */
interface PoweredOn {
  readonly power: AbortController;
  readonly connection: Connection;
}
