import type { DeviceCounts } from "../../functions/firmware/rollout.ts";

/** `4/5`: how many devices run a release, of all it is for. Those that were removed count for nothing. */
export function succeededOf(devices: DeviceCounts | null): string {
  return devices === null ? "" : `${devices.succeeded}/${totalOf(devices)}`;
}

/** How many devices a release is for. */
export function totalOf({ removed, ...others }: DeviceCounts): number {
  return Object.values(others).reduce((sum, count) => sum + count, 0);
}
