import type { Tag } from "@aws-sdk/client-iot";

/** What the pipeline makes carries its release, where AWS has tags. */
export function releaseTag(releaseId: string): { Key: string; Value: string } {
  return { Key: "ota-pipeline:release", Value: releaseId };
}

/** Whether what carries these tags was made for the release. */
export function isOfRelease(tags: readonly Tag[], releaseId: string): boolean {
  const { Key, Value } = releaseTag(releaseId);
  return tags.some((tag) => tag.Key === Key && tag.Value === Value);
}

/** Something with the name we would have given exists and is not ours. It is left untouched. */
export class NameTakenError extends Error {
  override readonly name = "NameTakenError";

  constructor(what: "stream" | "OTA update", releaseId: string) {
    super(
      `There is another ${what} named ${releaseId}, of other files, targets or role, or without this release's tag`,
    );
  }
}
