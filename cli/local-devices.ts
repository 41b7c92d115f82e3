import type { DeviceListener } from "../local/device/events.ts";
import { createFleet, type Fleet, type FleetOptions } from "../local/device/fleet.ts";
import { makeImage } from "../local/device/image.ts";
import type { AwsClients } from "./aws-clients.ts";
import { mostDevices } from "./option-values.ts";
import { registerDevices } from "./register-devices.ts";

/** Devices of one product, and what they run at first. */
export interface DevicesRequest {
  readonly product: string;
  readonly version: string;
  readonly count: number;
}

/** A device, and what it runs now. */
export interface DeviceState {
  readonly thingName: string;
  readonly product: string;
  /** null for an image that does not tell it. */
  readonly version: string | null;
}

/** All the devices of a world: those it began with, and those that are added while it runs. */
export interface LocalDevices {
  /**
   * Makes things of them in their product's thing group, and powers them on. Names go on counting where the product's end.
   * @throws Error when one computer would have to play more than it can
   */
  add(request: DevicesRequest): Promise<Fleet>;
  list(): DeviceState[];
  stop(): Promise<void>;
}

const firstImageSize = 64 * 1024;

/**
 * @param common what all devices have in common
 * @param listener hears what each of them does once it is on
 */
export function createLocalDevices(
  iot: AwsClients["iot"],
  common: Omit<FleetOptions, "thingNames" | "firmware">,
  listener: DeviceListener,
): LocalDevices {
  const fleets = new Set<{ readonly product: string; readonly fleet: Fleet }>();
  const list = () =>
    [...fleets].flatMap(({ product, fleet }) =>
      fleet.devices.map(({ thingName, image }) => ({ thingName, product, version: image.version ?? null })),
    );
  return {
    list,
    async add({ product, version, count }) {
      const devices = list();
      if (devices.length + count > mostDevices)
        throw new Error(`There are ${devices.length} devices already, and one computer plays ${mostDevices} at most.`);
      const thingNames = namesOf(product, devices.filter((device) => device.product === product).length, count);
      const firmware = makeImage({ product, version, size: firstImageSize });
      const fleet = createFleet({ ...common, thingNames, firmware });
      const added = { product, fleet };
      fleets.add(added); // before anything is waited for: who asks meanwhile gets other names
      try {
        await registerDevices(iot, { product, thingNames });
        await fleet.start();
        fleet.on(listener);
        return fleet;
      } catch (error) {
        fleets.delete(added);
        await fleet.stop();
        throw error;
      }
    },
    async stop() {
      await Promise.all([...fleets].map(({ fleet }) => fleet.stop()));
    },
  };
}

/** `thermostat-01` … `thermostat-50`, and after them `thermostat-51`. */
function namesOf(product: string, before: number, count: number): string[] {
  const width = before === 0 ? String(count).length : 1;
  return Array.from({ length: count }, (_, at) => `${product}-${String(before + at + 1).padStart(width, "0")}`);
}
