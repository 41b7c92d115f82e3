import { expect, it, onTestFinished } from "vitest";
import { realClock } from "../../../local/clock.ts";
import { createFleet } from "../../../local/device/fleet.ts";
import { createBroker } from "../../../local/iot/broker.ts";
import { image130 } from "../../support/device-bench.ts";

const thingNames = ["thermostat-1", "thermostat-2", "thermostat-3"];

it("a fleet goes on and off together, and shares its first image", async () => {
  const broker = createBroker();
  const fleet = createFleet({
    thingNames,
    broker: { host: "127.0.0.1", port: await broker.listen(0) },
    clock: realClock(),
    firmware: image130,
    certificates: new Map(),
  });
  onTestFinished(async () => {
    await fleet.stop();
    await broker.stop();
  });
  const asked: string[] = [];
  broker.onPublish("$aws/things/+/jobs/$next/get", ({ clientId }) => void asked.push(clientId));
  const seen: string[] = [];
  const stopListening = fleet.on(({ type, thingName }) => seen.push(`${thingName} ${type}`));

  await fleet.start();
  await expect.poll(() => asked.toSorted()).toEqual(thingNames);
  expect(seen.toSorted()).toEqual(thingNames.flatMap((name) => [`${name} booted`, `${name} connected`]));
  expect(fleet.devices.every(({ image }) => image.bytes === image130)).toBe(true);

  stopListening();
  await fleet.stop();
  expect(seen).toHaveLength(6);
});
