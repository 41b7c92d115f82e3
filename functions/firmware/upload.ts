import * as v from "valibot";
import { parseInput } from "./input.ts";
import { printable } from "./printable.ts";
import { isVersion, parseVersion } from "./version.ts";

/** One version of one object in the firmware bucket. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** What an upload's key says. */
export interface UploadKey {
  /** `firmware`: the file is the image. `releases`: it is the manifest, and the images lie beside it. */
  readonly door: "firmware" | "releases";
  readonly product: string;
  readonly version: string;
  readonly file: string;
}

/** What the upload that starts a release with a manifest is called. */
export const manifestName = "release.json";

/** The object key starts no release: not `firmware/<product>/<version>/<file>` nor `releases/<product>/<version>/release.json`. */
export class NotFirmwareError extends Error {
  override readonly name = "NotFirmwareError";
  readonly key: string;

  constructor(key: string) {
    const form = key.startsWith("releases/")
      ? `releases/<product>/<version>/${manifestName}, its files beside it`
      : "firmware/<product>/<version>/<file>";
    super(`Not a firmware key (${form}): ${printable(key)}`);
    this.key = key;
  }
}

/** The bucket keeps no versions, so nothing could be pinned, and AWS Signer refuses to sign. */
export class VersioningOffError extends Error {
  override readonly name = "VersioningOffError";

  constructor(bucket: string, key: string) {
    super(
      `The upload has no version id: turn on versioning of ${printable(bucket)}, then upload ${printable(key)} again`,
    );
  }
}

const uploadSchema = v.object({
  bucket: v.pipe(v.string(), v.nonEmpty()),
  key: v.pipe(v.string(), v.nonEmpty()),
  versionId: v.nullish(v.string()),
});

/**
 * Reads the execution's input.
 * @throws InputInvalidError, VersioningOffError
 */
export function parseUpload(input: unknown): Upload {
  const { bucket, key, versionId } = parseInput(uploadSchema, input, "an upload { bucket, key, versionId }");
  if (!isVersionId(versionId)) throw new VersioningOffError(bucket, key);
  return { bucket, key, versionId };
}

/** Whether S3 keeps this version: the id is missing where versioning was never on, and `null` where it is suspended. */
export function isVersionId(versionId: string | null | undefined): versionId is string {
  return typeof versionId === "string" && versionId !== "" && versionId !== "null";
}

const product = "[a-z0-9][a-z0-9-]{0,19}";
const file = "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}";
const uploadKey = new RegExp(`^(?<door>firmware|releases)/(?<product>${product})/(?<version>[^/]+)/(?<file>${file})$`);

/** Whether a product may be called so: `thermostat`. */
export function isProductName(text: string): boolean {
  return new RegExp(`^${product}$`).test(text);
}

/** How a key may end: `app.bin`. */
export const fileNamePattern = new RegExp(`^${file}$`);

/** Whether a key may end so: `app.bin`. */
export function isFileName(text: string): boolean {
  return fileNamePattern.test(text);
}

/**
 * Reads the key of an upload that starts a release: `firmware/thermostat/1.4.0/app.bin`, or
 * `releases/thermostat/1.4.0/release.json`.
 * @param key as EventBridge has it, which is as it was uploaded: never decoded
 * @throws NotFirmwareError, VersionInvalidError
 */
export function parseUploadKey(key: string): UploadKey {
  const parts = partsOf(key);
  if (!parts || (parts.door === "releases" && parts.file !== manifestName)) throw new NotFirmwareError(key);
  return { ...parts, version: parseVersion(parts.version) };
}

/**
 * Whether a key is of a file that a manifest beside it may name: such a file starts nothing. What only lies there by a typing
 * error is none: another spelling of `release.json`, or a version that is none.
 */
export function isFileOfRelease(key: string): boolean {
  const { door, version = "", file = "" } = partsOf(key) ?? {};
  return door === "releases" && isVersion(version) && file.toLowerCase() !== manifestName;
}

/** The key of a file that a manifest names: it lies beside it. */
export function keyBeside(manifestKey: string, name: string): string {
  return manifestKey.slice(0, -manifestName.length) + name;
}

function partsOf(key: string): UploadKey | undefined {
  const { door, product, version, file } = uploadKey.exec(key)?.groups ?? {};
  if (!product || !version || !file || (door !== "firmware" && door !== "releases")) return undefined;
  return { door, product, version, file };
}
