import { UsageError } from "./usage-error.ts";

/**
 * A version that 1.4.0 can follow: 1.3.0. One less in the last number that is not 0, and 0 behind it.
 * @throws UsageError for 0.0.0, which follows nothing
 */
export function versionBefore(version: string): string {
  const numbers = version.split(".").map(Number);
  const last = numbers.findLastIndex((number) => number > 0);
  if (last === -1) throw new UsageError(`Nothing comes before ${version}: no device can be updated to it`);
  return numbers.map((number, at) => (at < last ? number : at === last ? number - 1 : 0)).join(".");
}
