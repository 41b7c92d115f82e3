import { expect, it } from "vitest";
import { realClock } from "../../../local/clock.ts";
import { createDevice, type DeviceOptions } from "../../../local/device/device.ts";
import { image130 } from "../../support/device-bench.ts";

const options: DeviceOptions = {
  thingName: "thermostat-1",
  broker: { host: "127.0.0.1", port: 1 },
  clock: realClock(),
  firmware: image130,
  certificates: new Map(),
};

it.each<{ change: Partial<DeviceOptions>; says: string }>([
  { change: { blockSize: 255 }, says: "A block has 256 to 131072 bytes: 255" },
  { change: { blockSize: 131_073 }, says: "A block has 256 to 131072 bytes: 131073" },
  { change: { blocksPerRequest: 0 }, says: "A request asks for 1 to 32 blocks: 0" },
  { change: { blocksPerRequest: 33 }, says: "A request asks for 1 to 32 blocks: 33" },
  { change: { bootTable: new Map([["ab", "latest"]]) }, says: "Not a firmware version: latest" },
])("a device is not made with $change", ({ change, says }) => {
  expect(() => createDevice({ ...options, ...change })).toThrow(says);
});

it("a device knows before it is powered on what it is going to run", () => {
  expect(createDevice(options).image).toMatchObject({ version: "1.3.0", bytes: image130 });
});
