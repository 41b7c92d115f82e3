import type { Tag } from "@aws-sdk/client-iot";
import { longestAftermath } from "./offer.ts";
import type { Release } from "./release.ts";

const releaseKey = "ota-pipeline:release";

/** What the pipeline makes carries its release, where AWS has tags, and then what its makers want it to carry. */
export function releaseTags({ id, tags = {} }: Pick<Release, "id" | "tags">): { Key: string; Value: string }[] {
  return [{ Key: releaseKey, Value: id }, ...Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))];
}

/** Whose something with a release's name is. `unclear`: it carries no tag at all, and AWS may only be late to show them. */
export type Owner = "this release" | "another release" | "nobody" | "unclear";

/**
 * Tells by its tags whose something with a release's name is.
 * @param madeAt when it was made
 * @param now milliseconds since 1970
 */
export function ownerOf(tags: readonly Tag[], releaseId: string, madeAt: Date | undefined, now: number): Owner {
  const found = tags.find(({ Key }) => Key === releaseKey);
  if (found) return found.Value === releaseId ? "this release" : "another release";
  if (tags.length > 0) return "nobody"; // what is made with tags shows all of them or none
  return madeAt && now - madeAt.getTime() < longestAftermath ? "unclear" : "nobody";
}

/** Something with the name we would have given exists and is not ours. It is left untouched. */
export class NameTakenError extends Error {
  override readonly name = "NameTakenError";

  /** @param difference what of it is not as we would have made it: `other files` */
  constructor(what: "stream" | "OTA update", releaseId: string, difference: string) {
    super(`There is another ${what} named ${releaseId}, with ${difference}`);
  }
}
