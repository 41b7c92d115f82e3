import assert from "node:assert/strict";
import type { DeviceEvent } from "../../local/device/events.ts";
import type { OtaLocal } from "./ota-local.ts";
import { until } from "./until.ts";

/** What a job is to bring to the devices beside the guide. */
export interface ExpectedUpdate {
  readonly jobId: string;
  readonly version: string;
  /** The certificate that the image's signature is to be checked with: its path on the device. */
  readonly certificatePath: string;
}

/**
 * Waits until each device has reported that a job succeeded, and looks whether it has checked the signature and runs the version.
 * @throws Error as soon as one reports a failure
 */
export async function devicesUpdated(local: OtaLocal, expected: ExpectedUpdate): Promise<void> {
  const { jobId, version, certificatePath: certificate } = expected;
  await until(`${local.devices.join(" and ")} have updated themselves to ${version}`, () =>
    local.devices.every((name) => hasSucceeded(local, name, jobId)) ? true : undefined,
  );
  for (const name of local.devices) {
    const events = eventsOf(local, name);
    const verified = events.findLast((event) => event.type === "verified" && event.jobId === jobId);
    assert.deepEqual(verified, { type: "verified", jobId, certificate }, `${name} has checked the signature`);
    const booted = events.findLast((event) => event.type === "booted");
    assert.equal(booted?.version, version, `${name} runs it`);
  }
}

function hasSucceeded(local: OtaLocal, name: string, jobId: string): boolean {
  const reports = eventsOf(local, name).flatMap((event) =>
    event.type === "reported" && event.jobId === jobId ? [event.report] : [],
  );
  const { status, statusDetails } = reports.at(-1) ?? {};
  if (status === "FAILED") throw new Error(`${name} reported FAILED: ${JSON.stringify(statusDetails)}`);
  return status === "SUCCEEDED";
}

function eventsOf({ deviceHappenings }: OtaLocal, thingName: string): DeviceEvent[] {
  return deviceHappenings.filter((one) => one.thingName === thingName).map(({ event }) => event);
}
