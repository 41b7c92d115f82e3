import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import { counted } from "../wording.ts";

/** In AWS's words (API reference of CancelJob, DeleteJob and DeleteJobExecution), what force does to a device in the middle. */
const warnings = {
  cancel:
    "it cannot report its status any more, and may be left in an undefined state: use caution, and ensure that it is able to recover to a valid state",
  delete:
    "it cannot read its job or report its status any more, and may be left in an undefined state: use caution, and ensure that it is able to recover to a valid state",
} as const;

/** What force means for the devices of a release, before anybody is asked. */
export function forceText(act: keyof typeof warnings, devices: Pick<DeviceCounts, "inProgress"> | null): string {
  const inProgress = devices?.inProgress ?? 0;
  const now =
    inProgress > 0
      ? `By now there ${inProgress === 1 ? "is" : "are"} ${counted(inProgress, "device")} in the middle.`
      : "By now no device is.";
  return `AWS says of a device that is in the middle of the update: ${warnings[act]}. ${now}`;
}
