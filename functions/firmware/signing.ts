import type { Release, ReleaseFile } from "./release.ts";

/** Where a file's signed object lies. */
export interface SignedObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** What the workflow learnt of one file: which job signed it, and where the result is. */
export interface FileSignature {
  /** The file's `name`. */
  readonly file: string;
  readonly signingJobId: string;
  readonly signedObject: SignedObject;
}

/** AWS Signer did not sign. The message is Signer's own. */
export class SigningFailedError extends Error {
  override readonly name = "SigningFailedError";
  readonly signingJobId: string;

  constructor(signingJobId: string, reason: string, options?: ErrorOptions) {
    super(`Signing job ${signingJobId}: ${reason}`, options);
    this.signingJobId = signingJobId;
  }
}

/** The idempotency token of a file's signing job: the same file of the same release is signed once, however often it is asked. */
export function signingToken(release: Pick<Release, "id">, file: Pick<ReleaseFile, "fileId">): string {
  return `${release.id}-${file.fileId}`;
}

/** Signed objects lie below this prefix, and nothing else does. */
export const signedRoot = "signed/";

/** Where the signed objects of a release lie. Signer adds the job's id, without a separator. */
export function signedPrefix(releaseId: string): string {
  return `${signedRoot}${releaseId}/`;
}
