import { createDevice, type Device, type DeviceOptions } from "./device.ts";
import type { DeviceListener } from "./events.ts";

/** Devices of one product, powered on and off together. */
export interface Fleet {
  readonly devices: readonly Device[];
  /** Powers all of them on; resolves when each has asked for its next job. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Tells `listener` what each of them does, until the function in return is called. */
  on(listener: DeviceListener): () => void;
}

/** What a fleet's devices have in common, and their names. All start from the very same firmware buffer. */
export interface FleetOptions extends Omit<DeviceOptions, "thingName" | "flash"> {
  readonly thingNames: readonly string[];
}

/** Makes a fleet, powered off. Throws what `createDevice` throws. */
export function createFleet({ thingNames, ...common }: FleetOptions): Fleet {
  const devices = thingNames.map((thingName) => createDevice({ ...common, thingName }));
  return {
    devices,
    async start() {
      await Promise.all(devices.map((device) => device.start()));
    },
    async stop() {
      await Promise.all(devices.map((device) => device.stop()));
    },
    on(listener) {
      const ends = devices.map((device) => device.on(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
