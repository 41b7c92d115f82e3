import * as v from "valibot";
import { parseInput } from "./input.ts";
import { printable } from "./printable.ts";
import { parseVersion } from "./version.ts";

/** One version of one object in the firmware bucket. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** What an upload's key says. */
export interface UploadKey {
  readonly product: string;
  readonly version: string;
  readonly file: string;
}

/** The object key is not one of ours: `firmware/<product>/<version>/<file>`. */
export class NotFirmwareError extends Error {
  override readonly name = "NotFirmwareError";
  readonly key: string;

  constructor(key: string) {
    super(`Not a firmware key (firmware/<product>/<version>/<file>): ${printable(key)}`);
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
const uploadKey = new RegExp(`^firmware/(?<product>${product})/(?<version>[^/]+)/(?<file>${file})$`);

/** Whether a product may be called so: `thermostat`. */
export function isProductName(text: string): boolean {
  return new RegExp(`^${product}$`).test(text);
}

/** Whether a key may end so: `app.bin`. */
export function isFileName(text: string): boolean {
  return new RegExp(`^${file}$`).test(text);
}

/**
 * Reads an upload's key: `firmware/thermostat/1.4.0/app.bin`.
 * @param key as EventBridge has it, which is as it was uploaded: never decoded
 * @throws NotFirmwareError, VersionInvalidError
 */
export function parseUploadKey(key: string): UploadKey {
  const { product, version, file } = uploadKey.exec(key)?.groups ?? {};
  if (!product || !version || !file) throw new NotFirmwareError(key);
  return { product, version: parseVersion(version), file };
}
