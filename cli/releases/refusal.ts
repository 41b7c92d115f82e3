import { NotFirmwareError } from "../../functions/firmware/upload.ts";

/** The names by which the pipeline refuses a release before anything is made of it. docs/operating.md tells of each. */
export const refusals: ReadonlySet<string> = new Set([
  "DigestMismatchError",
  "EmptyImageError",
  "FileMissingError",
  "ImageTooLargeError",
  "ImageUnreadableError",
  "InputInvalidError",
  "ManifestInvalidError",
  "NotFirmwareError",
  "ProductSettingsInvalidError",
  "ProductUnknownError",
  "ReleaseInProgressError",
  "RetryUnknownError",
  "SignatureInvalidError",
  "SignerProfileUnusableError",
  "SigningJobUnusableError",
  "SizeMismatchError",
  "SourceVersionGoneError",
  "TargetEmptyError",
  "TargetInvalidError",
  "TargetNotFoundError",
  "VersionInvalidError",
  "VersionNotNewerError",
  "VersionReusedError",
  "VersioningOffError",
]);

/** Whether an error is the pipeline's no, and not a trouble on the way to its answer. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && refusals.has(error.name);
}

/** What the pipeline would refuse, was not even uploaded. Its own words are in the message. */
export class RefusedBeforehandError extends Error {
  override readonly name = "RefusedBeforehandError";

  constructor(refusal: Error) {
    const words = `${refusal.name}: ${refusal.message}${refusal instanceof NotFirmwareError ? namesAreLikeThis : ""}`;
    super(`${words}${/[?.]$/.test(words) ? "" : "."} Nothing was uploaded`, { cause: refusal });
  }
}

/** The key is made of names on this computer, which may be anything. */
const namesAreLikeThis =
  "; a file's name has letters, digits and . _ + -, a product's up to 20 lower-case letters, digits and hyphens";
