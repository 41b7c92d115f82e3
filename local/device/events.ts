import type { Report } from "./report.ts";

/** What a device does, as someone beside it would see. */
export type DeviceEvent =
  /** The boot loader has started an image. `testing`: on trial; `rolledBack`: the one before a trial that failed. */
  | {
      readonly type: "booted";
      readonly version: string | undefined;
      readonly testing: boolean;
      readonly rolledBack: boolean;
    }
  | { readonly type: "connected" }
  | { readonly type: "disconnected" }
  /** A download begins, at the first block; the numbers are of all the job's files together, as in `block`. */
  | { readonly type: "downloading"; readonly jobId: string; readonly blocks: number; readonly bytes: number }
  /** One more block is written. */
  | { readonly type: "block"; readonly received: number; readonly total: number }
  /** All files are there and each one's signature is right. `certificate`: the path the first was checked with. */
  | { readonly type: "verified"; readonly jobId: string; readonly certificate: string }
  /** An update went out to the Jobs service (for a QoS 1 update: and was acknowledged). */
  | { readonly type: "reported"; readonly jobId: string; readonly report: Report }
  | { readonly type: "restarting"; readonly because: RestartReason };

export type RestartReason = "image is staged" | "image is rejected" | "self-test did not start";

/** A device's event and whose it is. */
export type OfDevice<Event> = Event & { readonly thingName: string };

export type DeviceListener = (event: OfDevice<DeviceEvent>) => void;
