import type { StreamFile as RequestedFile } from "@aws-sdk/client-iot";
import { invalidRequest } from "../errors.ts";
import type { StreamFile } from "./stream-store.ts";

/**
 * The files of a CreateStream or UpdateStream request. Whether they are in S3 shows only when a device asks, as on AWS.
 * @throws AwsError `InvalidRequestException` for a file without id, bucket or key, and for an id given twice
 */
export function filesOfRequest(files: readonly RequestedFile[]): StreamFile[] {
  const read = files.map(({ fileId, s3Location }) => {
    const { bucket, key, version } = s3Location ?? {};
    if (fileId === undefined || !bucket || !key)
      throw invalidRequest("Each file needs a fileId and an s3Location with bucket and key");
    return { fileId, bucket, key, version, isSigned: false };
  });
  if (new Set(read.map((file) => file.fileId)).size < read.length)
    throw invalidRequest("Two files have the same fileId");
  return read;
}
