import { createHash } from "node:crypto";
import { AwsError } from "../http/aws-error.ts";
import type { BuildProperties } from "./build-properties.ts";
import { type Bundle, writeBundle } from "./bundle.ts";
import type { Bundler } from "./bundler.ts";
import { invalid, object, type Properties, text } from "./resource-properties.ts";
import { unzip } from "./unzip.ts";

/** Reads an object of S3. @throws AwsError as S3 does */
export type ReadObject = (location: { bucket: string; key: string; versionId?: string | undefined }) => Promise<Buffer>;

/** What code is made of. */
export interface CodeSources {
  readonly bundler: Bundler;
  /** Where archives are unpacked. */
  readonly directory: string;
  readonly readObject: ReadObject;
}

/**
 * Gets a function's code: `{ S3Bucket, S3Key, S3ObjectVersion }` is a zip archive in S3, unpacked;
 * `{ CodeUri, BuildProperties }` a folder of sources, absolute, and how `sam build` would make the code of it.
 * @throws AwsError InvalidParameterValueException; Error in esbuild's words
 */
export async function codeOf(properties: Properties, { bundler, directory, readObject }: CodeSources): Promise<Bundle> {
  const code = object(properties, "Code");
  if (code["CodeUri"] !== undefined) {
    return bundler.bundle({
      directory: text(code, "CodeUri"),
      buildProperties: object(code, "BuildProperties") as BuildProperties,
      handler: text(properties, "Handler"),
    });
  }
  const archive = await archiveOf(code, readObject);
  const bundle = await writeBundle(directory, filesOf(archive));
  return { ...bundle, codeSha256: createHash("sha256").update(archive).digest("base64"), codeSize: archive.length };
}

async function archiveOf(code: Properties, readObject: ReadObject): Promise<Buffer> {
  if (code["S3Bucket"] === undefined) throw invalid(`Code is an object in S3 here, not ${JSON.stringify(code)}`);
  const version = code["S3ObjectVersion"];
  try {
    return await readObject({
      bucket: text(code, "S3Bucket"),
      key: text(code, "S3Key"),
      ...(version === undefined ? {} : { versionId: String(version) }),
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`Error occurred while GetObject. S3 Error Code: ${error.name}. S3 Error Message: ${error.message}`);
  }
}

function filesOf(archive: Buffer) {
  try {
    return unzip(archive);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}
