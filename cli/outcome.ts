import type { Device } from "../local/device/device.ts";
import type { ProgressBook } from "./device-progress.ts";
import type { DeviceOutcome } from "./happenings.ts";

/** What was released, and when. */
export interface Released {
  readonly version: string;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Looks at each device: what it ran before (`from`), what it runs now, and how it came there. */
export function outcomesOf(
  devices: readonly Device[],
  from: ReadonlyMap<string, string | undefined>,
  book: ProgressBook,
  released: Released,
): DeviceOutcome[] {
  return devices.map(({ thingName, image }) => {
    const { phase, received, signatureChecked, endedAt, reason } = book.of(thingName);
    const isReleased = image.sha256 === released.sha256 && image.version === released.version;
    return {
      thingName,
      from: from.get(thingName),
      to: image.version,
      sha256: image.sha256,
      runsIt: isReleased && signatureChecked && phase === "updated",
      signatureChecked,
      blocks: received,
      milliseconds: endedAt === undefined ? undefined : endedAt - released.at,
      reason,
    };
  });
}

/** `5 of 5 devices run 1.4.0`. */
export function verdictOf(outcomes: readonly DeviceOutcome[], version: string): string {
  const running = outcomes.filter(({ runsIt }) => runsIt).length;
  return `${running} of ${outcomes.length} devices run ${version}`;
}
