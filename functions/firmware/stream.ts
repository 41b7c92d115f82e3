import { isDeepStrictEqual } from "node:util";
import type { CreateStreamRequest, StreamFile, StreamInfo } from "@aws-sdk/client-iot";
import { releaseTags } from "./ownership.ts";
import type { Release } from "./release.ts";

/**
 * The stream of a release serves the uploads themselves, by their versions. Never the signed objects: those are JSON with
 * the image in base64, and AWS may write over them.
 */
export function streamRequest(release: Release, roleArn: string): CreateStreamRequest {
  return {
    streamId: release.id,
    description: `${release.product} ${release.version}`,
    files: release.files.map(({ fileId, bucket, key, versionId }) => ({
      fileId,
      s3Location: { bucket, key, version: versionId },
    })),
    roleArn,
    tags: releaseTags(release),
  };
}

/**
 * What of an existing stream is not as the request would have made it, whatever the order of its files; undefined when all
 * is.
 */
export function differenceOfStream(stream: StreamInfo, request: CreateStreamRequest): string | undefined {
  if (stream.roleArn !== request.roleArn) return `another role, ${stream.roleArn}`;
  return isDeepStrictEqual(filesOf(stream.files), filesOf(request.files)) ? undefined : "other files";
}

function filesOf(files: readonly StreamFile[] | undefined): unknown[] {
  return (files ?? [])
    .map(({ fileId, s3Location }) => [fileId, s3Location?.bucket, s3Location?.key, s3Location?.version] as const)
    .sort(([one = 0], [other = 0]) => one - other);
}
