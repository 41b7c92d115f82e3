/** The way out of what refused a release or failed it, by the error's name. docs/operating.md has the whole of it. */
const waysOut: Readonly<Record<string, string>> = {
  NotFirmwareError: "upload under a right key, or let `ota publish` make it",
  VersionInvalidError: "name the version 1.4.0, not v1.4.0 or 1.4",
  VersioningOffError: "turn on the bucket's versioning, then upload again",
  SourceVersionGoneError: "upload again",
  DigestMismatchError: "upload the right file, or correct the digest stated for it",
  ProductUnknownError:
    "make the product's thing group and put its things in, or name others in products/<product>.json",
  TargetNotFoundError: "make the target, or name another one",
  TargetEmptyError: "put things into the group, or let it serve those to come: targetSelection CONTINUOUS",
  SignerProfileUnusableError:
    "put the profile anew (`ota profile put`), name another one, or have the stack's AllowedSigningProfiles allow it",
  VersionNotNewerError: "raise the version, or say `allowDowngrade` with a reason",
  VersionReusedError: "raise the version: devices tell releases apart by it alone",
  ReleaseInProgressError: "wait for the other release, or cancel it with `ota cancel`",
  SigningFailedError:
    "look at the certificate of the signing profile: ECDSA P-256 for AmazonFreeRTOS-Default, not expired",
  SigningDeadlineError: "try again; look at AWS's health",
  CreationDeadlineError: "try again; look at AWS's health",
  NameTakenError: "find out whose it is: it was left alone",
  RolloutDeadlineError: "devices that are off keep a job open: `ota retry` once they are back, or leave them out",
  JobGoneError: "release it again, and let nobody delete jobs by hand",
  TransientError: "release it again: AWS had an outage that outlasted all retries",
};

/** What AWS IoT could not create an OTA update for: the code of its `errorInfo`, and a word of its message. */
const creationFailures: readonly (readonly [message: RegExp, wayOut: string])[] = [
  [/iam:PassRole/, "allow the OTA role to pass itself (iam:PassRole on its own ARN)"],
  [
    /Service: Amazon ?S3|^AmazonS3Exception/,
    "let the OTA role read the object, its versions too: s3:GetObject, s3:GetObjectVersion",
  ],
  [/Service: AWSSigner/, "let the OTA role sign with the profile, and read and write the buckets it signs in"],
  [/^AccessDeniedException/, "the OTA role lacks a right that the message names"],
  [
    /^LimitExceededException/,
    "delete what is no longer needed (`ota sweep`, `ota delete`), or ask AWS for a higher quota",
  ],
];

/**
 * What most often helps when a release ended like this; undefined where its devices have to be asked, or nobody knows.
 * @param error the name
 */
export function adviceOnFailure(error: string | null, cause: string | null): string | undefined {
  if (error !== "OtaUpdateFailedError") return Object.hasOwn(waysOut, error ?? "") ? waysOut[error ?? ""] : undefined;
  return creationFailures.find(([message]) => message.test(cause ?? ""))?.[1];
}
