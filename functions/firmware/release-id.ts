import { createHash } from "node:crypto";
import type { CreatedObject } from "./object-created.ts";
import { isVersionId, parseUploadKey, type Upload } from "./upload.ts";

/**
 * The id of the release an upload makes, by either door: `thermostat-1_4_0-5f2c9a10`. The same upload gives the same id
 * however often it is told of. It names the execution, the stream and the OTA update, and has at most 44 characters: C
 * devices keep a stream's name in a buffer of that size.
 * @throws NotFirmwareError, VersionInvalidError
 */
export function releaseIdOf(upload: Upload): string {
  const { product, version } = parseUploadKey(upload.key);
  return `${product}-${version.replaceAll(".", "_")}-${digest([upload.bucket, upload.key, upload.versionId], 8)}`;
}

/**
 * The name of the execution that an upload starts: its release id, or `refused-<16 hex>` where there will be no release.
 * That execution says why.
 */
export function executionNameOf({ bucket, key, versionId, sequencer }: CreatedObject): string {
  try {
    if (isVersionId(versionId)) return releaseIdOf({ bucket, key, versionId });
  } catch {
    return `refused-${digest([bucket, key, versionId], 16)}`;
  }
  return `refused-${digest([bucket, key, sequencer], 16)}`; // without versions, only the sequencer tells uploads apart
}

const releaseId = /^(?<product>[a-z0-9][a-z0-9-]{0,19})-(?<version>\d{1,3}_\d{1,3}_\d{1,5})-[0-9a-f]{8}$/;

/** The product and version a release id names; undefined for anything that is no release id, such as `refused-…`. */
export function parseReleaseId(id: string): { id: string; product: string; version: string } | undefined {
  const { product, version } = releaseId.exec(id)?.groups ?? {};
  return product && version ? { id, product, version: version.replaceAll("_", ".") } : undefined;
}

/** The ARN of a release's execution, which is named by the release id. */
export function executionArnOf(stateMachineArn: string, releaseId: string): string {
  return `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${releaseId}`;
}

function digest(parts: (string | undefined)[], length: number): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, length);
}
