import type { DeviceEvent } from "../local/device/events.ts";

/** How far a device is with its update. */
export interface DeviceProgress {
  readonly thingName: string;
  readonly phase: DevicePhase;
  /** Blocks written, of all. */
  readonly received: number;
  readonly total: number;
  readonly signatureChecked: boolean;
  /** Milliseconds since 1970 of the end, whichever it was. */
  readonly endedAt: number | undefined;
  /** What it reported when it failed. */
  readonly reason: string | undefined;
}

export type DevicePhase = "waiting" | "downloading" | "verified" | "restarting" | "self-test" | "updated" | "failed";

/** Keeps an eye on devices. */
export interface ProgressBook {
  note(thingName: string, event: DeviceEvent, at: number): void;
  of(thingName: string): DeviceProgress;
  /** In the order of the names it was opened with. */
  all(): DeviceProgress[];
}

/** Opens a book about these devices; each waits for its first job. */
export function openProgressBook(thingNames: readonly string[]): ProgressBook {
  const book = new Map(thingNames.map((thingName) => [thingName, waiting(thingName)]));
  const of = (thingName: string) => book.get(thingName) ?? waiting(thingName);
  return {
    note: (thingName, event, at) => void book.set(thingName, { ...of(thingName), ...changeBy(event, at) }),
    of,
    all: () => [...book.values()],
  };
}

const atTheStart = {
  phase: "waiting",
  received: 0,
  total: 0,
  signatureChecked: false,
  endedAt: undefined,
  reason: undefined,
} as const;

function waiting(thingName: string): DeviceProgress {
  return { thingName, ...atTheStart };
}

function changeBy(event: DeviceEvent, at: number): Partial<DeviceProgress> {
  switch (event.type) {
    case "downloading":
      return { ...atTheStart, phase: "downloading", total: event.blocks };
    case "block":
      return { received: event.received };
    case "verified":
      return { phase: "verified", signatureChecked: true };
    case "restarting":
      return event.because === "image is staged" ? { phase: "restarting" } : {};
    case "booted":
      return event.testing ? { phase: "self-test" } : {};
    case "reported":
      if (event.report.status === "SUCCEEDED") return { phase: "updated", endedAt: at };
      if (event.report.status === "FAILED") {
        return { phase: "failed", endedAt: at, reason: event.report.statusDetails["reason"] };
      }
      return {};
    default:
      return {};
  }
}
