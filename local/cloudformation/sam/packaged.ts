import { isObject, type Value } from "../template.ts";
import { templateError } from "../template-error.ts";

/** An object in S3 that `sam package` or `sam deploy` has put there. */
export interface PackagedObject {
  readonly bucket: Value;
  readonly key: Value;
  readonly version: Value;
}

/** What a `CodeUri` or `DefinitionUri` names in S3: `s3://bucket/key?versionId=…`, or bucket, key and version apart. */
export function packagedObject(uri: Value): PackagedObject | undefined {
  if (isObject(uri) && uri["Bucket"] !== undefined && uri["Key"] !== undefined)
    return { bucket: uri["Bucket"], key: uri["Key"], version: uri["Version"] };
  const named = typeof uri === "string" && /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(uri);
  return named ? { bucket: named[1], key: named[2], version: named[3] } : undefined;
}

/** What SAM says of a path in a template that nobody has packaged. */
export function notPackaged(id: string, property: string): Error {
  return templateError(
    `Resource with id [${id}] is invalid. '${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
  );
}
