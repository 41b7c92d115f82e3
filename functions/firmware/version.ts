import { printable } from "./printable.ts";

// FreeRTOS packs a version into 32 bits (AppVersion32): major and minor have 8 of them, the patch ("build") 16.
const largest = [255, 255, 65_535] as const;
const plainNumber = /^(?:0|[1-9][0-9]{0,4})$/;

/** The version is not `major.minor.patch` in plain numbers up to 255.255.65535. */
export class VersionInvalidError extends Error {
  override readonly name = "VersionInvalidError";
  readonly version: string;

  constructor(version: string) {
    super(`Not a version like 1.4.0 (plain numbers up to ${largest.join(".")}): ${printable(version)}`);
    this.version = version;
  }
}

/**
 * Returns the version it was given if devices can compare it. A version has one spelling only: no `v`, no leading zeros,
 * no pre-release, no build.
 * @throws VersionInvalidError
 */
export function parseVersion(version: string): string {
  if (!isVersion(version)) throw new VersionInvalidError(version);
  return version;
}

/** Whether devices can compare it. */
export function isVersion(version: string): boolean {
  const parts = version.split(".");
  return (
    parts.length === largest.length &&
    largest.every((limit, at) => plainNumber.test(parts[at] ?? "") && Number(parts[at]) <= limit)
  );
}

/** Less than 0 when `one` is older than `other`, 0 when they are equal. Both come from `parseVersion`. */
export function compareVersions(one: string, other: string): number {
  const others = other.split(".").map(Number);
  const differences = one.split(".").map((part, at) => Number(part) - (others[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
