/** A firmware version as FreeRTOS's `AppVersion32` holds it: `major << 24 | minor << 16 | build`, unsigned. Newer is greater. */
export type AppVersion = number;

const pattern = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,4})$/;

/** Reads `1.4.0`. Throws a RangeError for anything that is not three plain numbers up to 255.255.65535. */
export function parseVersion(text: string): AppVersion {
  const [major = 256, minor = 256, build = 65536] = (pattern.exec(text) ?? []).slice(1).map(Number);
  if (major > 255 || minor > 255 || build > 65535) throw new RangeError(`Not a firmware version: ${text}`);
  return major * 2 ** 24 + minor * 2 ** 16 + build;
}

/** `1.4.0`. */
export function formatVersion(version: AppVersion): string {
  return `${version >>> 24}.${(version >>> 16) & 0xff}.${version & 0xffff}`;
}

/** `0x01040000`: how the agent notes a version in `updatedBy`. */
export function hexVersion(version: AppVersion): string {
  return `0x${version.toString(16).padStart(8, "0")}`;
}
