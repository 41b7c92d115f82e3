import type { DeviceEvent } from "../../local/device/events.ts";
import type { OtaLocal } from "./ota-local.ts";
import { until } from "./until.ts";

/** Waits until each device that runs beside the guide has booted this version. */
export async function waitForVersion(local: OtaLocal, version: string): Promise<void> {
  await until(`${local.devices.join(" and ")} run ${version}`, () => {
    const isOn = (name: string) => eventsOf(local, name).findLast(({ type }) => type === "booted");
    return local.devices.every((name) => versionOf(isOn(name)) === version) || undefined;
  });
}

/** Whether a device found a job's image signed by this very certificate. */
export function isVerified(
  local: OtaLocal,
  { thingName, jobId, certificate }: { thingName: string; jobId: string; certificate: string },
): boolean {
  return eventsOf(local, thingName).some(
    (event) => event.type === "verified" && event.jobId === jobId && event.certificate === certificate,
  );
}

function eventsOf({ deviceHappenings }: OtaLocal, thingName: string): DeviceEvent[] {
  return deviceHappenings.filter((one) => one.thingName === thingName).map(({ event }) => event);
}

function versionOf(event: DeviceEvent | undefined): string | undefined {
  return event?.type === "booted" ? event.version : undefined;
}
