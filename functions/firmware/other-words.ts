/** What whoever writes a name that is none may have had in mind, by that name: it ends a refusal. */
export type OtherWords = ReadonlyMap<string, string>;

/** Of a manifest: what its key says, what belongs elsewhere, and CreateOTAUpdate's words. */
export const wordsForManifests: OtherWords = new Map([
  ["product", "the manifest's key says it"],
  ["version", "the manifest's key says it"],
  ["fileName", "it is a file's: say it in files"],
  ["fileType", "it is a file's: say it in files"],
  ["fileVersion", "it is a file's: say it in files"],
  ["signingProfile", 'here it is "signing": { "by": "pipeline", "profile": … }'],
  ["allowedTargets", "only products/<product>.json may say it"],
  ["awsJobExecutionsRolloutConfig", "here it is rollout"],
  ["awsJobAbortConfig", "here it is abortCriteria"],
  ["awsJobTimeoutConfig", "here it is inProgressTimeoutInMinutes"],
  ["awsJobPresignedUrlConfig", "here it is presignedUrlExpiresInSec"],
]);

/** Of a file in a manifest. */
export const wordsForFiles: OtherWords = new Map([
  ["codeSigning", "here it is signing"],
  ["fileLocation", "the file lies beside release.json"],
  ["filePath", "here it is fileName"],
  ["path", "here it is fileName"],
]);
