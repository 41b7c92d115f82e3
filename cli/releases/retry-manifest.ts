import type { Manifest } from "../../functions/firmware/manifest.ts";
import type { ManifestFile } from "../../functions/firmware/manifest-file.ts";
import type { Release, ReleaseFile, Signing } from "../../functions/firmware/release.ts";
import type { SigningChoice } from "../../functions/firmware/signing-choice.ts";

/**
 * The manifest of a release that offers another's bytes again, with its settings and its signing, to some things.
 * @param things by name; as such they are all there will be, so it is a SNAPSHOT, whatever the other was
 */
export function retryManifest(release: Release, things: readonly string[]): Manifest {
  const { id, delivery, protocols, successPercent, rolloutDeadlineInDays, inProgressTimeoutInMinutes } = release;
  const { rollout, abortCriteria, presignedUrlExpiresInSec, description, tags, additionalParameters } = release;
  const { supersede, allowDowngrade, files } = release;
  return {
    files: files.map(fileAgain),
    targets: things.map((name) => `thing/${name}`),
    targetSelection: "SNAPSHOT",
    delivery,
    protocols: [...protocols],
    successPercent,
    rolloutDeadlineInDays,
    inProgressTimeoutInMinutes,
    supersede,
    ...(rollout ? { rollout } : {}),
    ...(abortCriteria ? { abortCriteria } : {}),
    ...(presignedUrlExpiresInSec === undefined ? {} : { presignedUrlExpiresInSec }),
    ...(description === undefined ? {} : { description }),
    ...(tags ? { tags } : {}),
    ...(additionalParameters ? { additionalParameters } : {}),
    ...(allowDowngrade ? { allowDowngrade } : {}),
    retryOf: id,
  };
}

/** With its size and digest, so that nothing else can take its place. */
function fileAgain(file: ReleaseFile): ManifestFile {
  const { name, fileId, fileName, fileType, fileVersion, attributes, size, sha256, signing } = file;
  return {
    name,
    fileId,
    fileName,
    fileVersion,
    size,
    sha256,
    ...(fileType === undefined ? {} : { fileType }),
    ...(attributes ? { attributes } : {}),
    signing: signingAgain(signing),
  };
}

/** Without what the pipeline found out about it: it will find that out again. */
function signingAgain(signing: Signing): SigningChoice {
  switch (signing.by) {
    case "pipeline":
      return { by: "pipeline", profile: signing.profile };
    case "job":
      return { by: "job", signingJobId: signing.signingJobId };
    default:
      return signing as SigningChoice; // as the manifest had it, its platform included
  }
}
