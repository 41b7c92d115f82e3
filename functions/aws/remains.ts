import type { Remains } from "../firmware/ending.ts";
import { InputInvalidError } from "../firmware/input.ts";
import { parseReleaseId } from "../firmware/release-id.ts";
import type { Verdict } from "../firmware/verdict.ts";
import { findOffer } from "./offer.ts";
import { countSignedObjects } from "./signed-objects.ts";
import { hasOwnStream } from "./streams.ts";

/**
 * Looks what there is of a release, by its derived names.
 * @throws InputInvalidError for a record without a release id: an empty one would be another call
 */
export async function lookForRemains({ releaseId, announcedAt }: Verdict): Promise<Remains> {
  if (!parseReleaseId(releaseId)) throw new InputInvalidError("a release id", releaseId);
  return {
    ...(await findOffer(releaseId, announcedAt)),
    hasStream: await hasOwnStream(releaseId),
    signedObjects: await countSignedObjects(releaseId),
  };
}
