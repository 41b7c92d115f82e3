import type { CreateOTAUpdateRequest, FileLocation, OTAUpdateFile } from "@aws-sdk/client-iot";
import { type CodeSignature, codeSigningOf } from "./code-signing.ts";
import { releaseTags } from "./ownership.ts";
import type { Release, ReleaseFile } from "./release.ts";

/** The OTA service could not create the update, or somebody deletes it. Code and message are AWS's, word for word. */
export class OtaUpdateFailedError extends Error {
  override readonly name = "OtaUpdateFailedError";
}

/** The release has its verdict already, so nothing more is made for it: a redriven execution, or a Lambda that comes late. */
export class ReleaseEndedError extends Error {
  override readonly name = "ReleaseEndedError";
  readonly outcome: string;

  constructor(releaseId: string, outcome: string) {
    super(`Release ${releaseId} has ended: ${outcome}. To try again, upload again`);
    this.outcome = outcome;
  }
}

/** The id the OTA service gives the job of an OTA update. */
export function jobIdOf(otaUpdateId: string): string {
  return `AFR_OTA-${otaUpdateId}`;
}

/** What of the stack every OTA update is made with. */
export interface OtaUpdateMeans {
  /** What AWS IoT acts as. */
  readonly roleArn: string;
  /** Where the OTA service has Signer write what it signs. */
  readonly releaseBucket: string;
}

/**
 * The one place where a release becomes a CreateOTAUpdate request, in each of the combinations of "Creating an OTA update
 * with the AWS CLI": a file is in our stream, in S3, or where a signing job took it from.
 * @param signatures by the names of the files that the pipeline signs
 * @throws InputInvalidError when such a file has none, or none that goes with where it lies
 */
export function otaUpdateRequest(
  release: Release,
  signatures: ReadonlyMap<string, CodeSignature>,
  means: OtaUpdateMeans,
): CreateOTAUpdateRequest {
  const { id, product, version, rollout, abortCriteria, inProgressTimeoutInMinutes } = release;
  const { presignedUrlExpiresInSec: expiresInSec, additionalParameters } = release;
  return {
    otaUpdateId: id,
    description: release.description ?? `${product} ${version}`,
    targets: [...release.targets],
    protocols: [...release.protocols],
    targetSelection: release.targetSelection,
    ...(rollout ? { awsJobExecutionsRolloutConfig: rollout } : {}),
    ...(expiresInSec === undefined ? {} : { awsJobPresignedUrlConfig: { expiresInSec } }),
    ...(abortCriteria ? { awsJobAbortConfig: { abortCriteriaList: abortCriteria.map(cancelling) } } : {}),
    awsJobTimeoutConfig: { inProgressTimeoutInMinutes },
    files: release.files.map((file) => otaUpdateFile(release, file, signatures.get(file.name), means)),
    roleArn: means.roleArn,
    ...(additionalParameters ? { additionalParameters } : {}),
    tags: releaseTags(release),
  };
}

function cancelling<Criterion>(criterion: Criterion): Criterion & { action: "CANCEL" } {
  return { ...criterion, action: "CANCEL" };
}

function otaUpdateFile(
  release: Release,
  file: ReleaseFile,
  signature: CodeSignature | undefined,
  { releaseBucket }: OtaUpdateMeans,
): OTAUpdateFile {
  const { fileName, fileType, fileVersion, attributes } = file;
  const fileLocation = locationOf(release, file);
  return {
    fileName,
    ...(fileType === undefined ? {} : { fileType }),
    fileVersion,
    ...(fileLocation ? { fileLocation } : {}),
    codeSigning: codeSigningOf(release, file, { signature, releaseBucket }),
    ...(attributes ? { attributes } : {}),
  };
}

/** Where AWS finds the file; undefined for what a signing job signed, since the job knows. */
function locationOf(
  { id, delivery }: Release,
  { fileId, bucket, key, versionId, signing }: ReleaseFile,
): FileLocation | undefined {
  if (signing.by === "job") return undefined;
  if (delivery === "stream") return { stream: { streamId: id, fileId } };
  return { s3Location: { bucket, key, version: versionId } };
}
