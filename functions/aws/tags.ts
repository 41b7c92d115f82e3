import { ListTagsForResourceCommand } from "@aws-sdk/client-iot";
import { NameTakenError, type Owner, ownerOf } from "../firmware/ownership.ts";
import { iot } from "./clients.ts";
import { isNamed, TransientError } from "./failure.ts";

/** A stream or OTA update that has a release's name. */
export interface Found {
  readonly what: "stream" | "OTA update";
  readonly releaseId: string;
  readonly arn: string | undefined;
  readonly madeAt: Date | undefined;
}

/** Whose a stream or OTA update is. One that was just deleted carries no tag. */
export async function findOwner({ releaseId, arn, madeAt }: Omit<Found, "what">): Promise<Owner> {
  return ownerOf(arn ? await tagsOf(arn) : [], releaseId, madeAt, Date.now());
}

/**
 * Finds out whether a stream or OTA update is the release's own.
 * @throws TransientError while that is not clear
 */
export async function isOwn(found: Found): Promise<boolean> {
  const owner = await findOwner(found);
  if (owner === "unclear")
    throw new TransientError(`AWS shows no tags of the new ${found.what} ${found.releaseId} yet`);
  return owner === "this release";
}

/**
 * Takes a stream or OTA update that exists for the release's own, if it is what we would have made and carries its tag.
 * @param difference what of it is not so: `other files`
 * @throws NameTakenError, TransientError while that is not clear
 */
export async function adopt(found: Found, difference: string | undefined): Promise<void> {
  const { what, releaseId } = found;
  if (difference) throw new NameTakenError(what, releaseId, difference);
  if (!(await isOwn(found))) throw new NameTakenError(what, releaseId, "another release's tag, or none");
}

async function tagsOf(resourceArn: string) {
  try {
    return (await iot.send(new ListTagsForResourceCommand({ resourceArn }))).tags ?? [];
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return [];
    throw error;
  }
}
