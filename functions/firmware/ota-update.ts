import { isDeepStrictEqual } from "node:util";
import type { CodeSigning, CreateOTAUpdateRequest, OTAUpdateFile, OTAUpdateInfo } from "@aws-sdk/client-iot";
import { InputInvalidError } from "./input.ts";
import { releaseTag } from "./ownership.ts";
import type { Release, ReleaseFile } from "./release.ts";
import type { ImageSignature } from "./signed-image.ts";

/** How one file's signature gets into the OTA update: by the job that signed it, or taken out of the signed object. */
export type CodeSignature = { readonly signingJobId: string } | ImageSignature;

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

/**
 * The one place where a release becomes a CreateOTAUpdate request.
 * @param signatures by the files' names
 * @throws InputInvalidError when a file has none
 */
export function otaUpdateRequest(
  release: Release,
  signatures: ReadonlyMap<string, CodeSignature>,
  roleArn: string,
): CreateOTAUpdateRequest {
  const { id, product, version, rollout, abortCriteria, inProgressTimeoutInMinutes } = release;
  return {
    otaUpdateId: id,
    description: `${product} ${version}`,
    targets: [...release.targets],
    protocols: [...release.protocols],
    targetSelection: release.targetSelection,
    ...(rollout ? { awsJobExecutionsRolloutConfig: rollout } : {}),
    ...(abortCriteria ? { awsJobAbortConfig: { abortCriteriaList: abortCriteria.map(cancelling) } } : {}),
    awsJobTimeoutConfig: { inProgressTimeoutInMinutes },
    files: release.files.map((file) => otaUpdateFile(release, file, signatures.get(file.name))),
    roleArn,
    tags: [releaseTag(id)],
  };
}

function cancelling<Criterion>(criterion: Criterion): Criterion & { action: "CANCEL" } {
  return { ...criterion, action: "CANCEL" };
}

function otaUpdateFile(release: Release, file: ReleaseFile, signature: CodeSignature | undefined): OTAUpdateFile {
  if (!signature) throw new InputInvalidError("a signature for each file", `none for ${file.name}`);
  return {
    fileName: file.fileName,
    ...(file.fileType === undefined ? {} : { fileType: file.fileType }),
    fileVersion: file.fileVersion,
    fileLocation: { stream: { streamId: release.id, fileId: file.fileId } },
    codeSigning: codeSigning(file, signature),
  };
}

function codeSigning({ signing, name }: ReleaseFile, signature: CodeSignature): CodeSigning {
  if ("signingJobId" in signature) return { awsSignerJobId: signature.signingJobId };
  if (signing.by !== "pipeline") throw new InputInvalidError("a file that the pipeline signs", name);
  return {
    customCodeSigning: {
      // AWS's blob is the base64 text itself: devices get it as it stands here.
      signature: { inlineDocument: new TextEncoder().encode(signature.signature) },
      certificateChain: { certificateName: signing.certificatePathOnDevice },
      hashAlgorithm: signature.hashAlgorithm,
      signatureAlgorithm: signature.signatureAlgorithm,
    },
  };
}

/**
 * What of an existing OTA update is not as the request would have made it; undefined when all is. GetOTAUpdate tells neither
 * role nor tags.
 */
export function differenceOfOtaUpdate(update: OTAUpdateInfo, request: CreateOTAUpdateRequest): string | undefined {
  if (update.targetSelection !== request.targetSelection) return `target selection ${update.targetSelection}`;
  if (!isDeepStrictEqual(sorted(update.targets), sorted(request.targets))) return "other targets";
  if (!isDeepStrictEqual(sorted(update.protocols), sorted(request.protocols))) return "other protocols";
  const areSame = isDeepStrictEqual(update.otaUpdateFiles?.map(placeOf), request.files?.map(placeOf));
  return areSame ? undefined : "other files";
}

function sorted(values: readonly string[] | undefined): string[] {
  return [...(values ?? [])].sort();
}

/** What says which bytes a file of an OTA update delivers. */
function placeOf({ fileName, fileVersion, fileLocation }: OTAUpdateFile): unknown[] {
  return [fileName, fileVersion, fileLocation?.stream?.streamId, fileLocation?.stream?.fileId];
}
