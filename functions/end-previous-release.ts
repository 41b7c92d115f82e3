import { claimOf } from "./aws/later-release.ts";
import { type Announcement, placeOf, readAnnouncements, refuseEnded } from "./aws/records.ts";
import type { StoredObject } from "./aws/release-bucket.ts";
import { supersede } from "./aws/supersede.ts";
import { task } from "./aws/task.ts";
import { ReleaseEndedError } from "./firmware/ota-update.ts";
import { neighboursOf, SupersededError } from "./firmware/previous-release.ts";
import type { Release } from "./firmware/release.ts";

/** What a look at the gate shows: `left` says in words which earlier releases may still offer something to devices. */
export type EndingState = { readonly state: "ended" } | { readonly state: "ending"; readonly left: string[] };

/**
 * The gate before anything is offered to devices: ends every release of the product that was announced earlier, also one
 * that serves, and gives way to one that was announced later. The workflow asks until all have ended.
 * @throws SupersededError, ReleaseEndedError when the release itself has its verdict (a redriven execution)
 */
export const handler = task(async ({ release }: { release: Release }): Promise<EndingState> => {
  await refuseEnded(release);
  const announced = (await readAnnouncements(release.product)).map((found) => ({ ...found, ...placeOf(found) }));
  const own = announced.find(({ id }) => id === release.id);
  if (!own) throw new ReleaseEndedError(release.id, "withdrawn");
  const { earlier, later } = neighboursOf(own, announced);
  const takenBack = await giveWay(later, own.value);
  const left: string[] = [];
  for (const other of [...earlier, ...takenBack]) {
    const reason = await supersede(other, own.value); // one by one: their calls add up to quotas of the whole account
    if (reason) left.push(reason);
  }
  return left.length > 0 ? { state: "ending", left } : { state: "ended" };
});

/**
 * Gives way to the newest release that takes the place.
 * @returns those that were taken back before any device was offered them: they are only waited for
 * @throws SupersededError
 */
async function giveWay<Other extends StoredObject<Announcement>>(
  later: readonly Other[],
  own: Announcement,
): Promise<Other[]> {
  const takenBack: Other[] = [];
  for (const other of later) {
    const claim = await claimOf(other, own);
    if (claim === "takes the place") throw new SupersededError(other.value.release);
    if (claim === "was taken back") takenBack.push(other);
  }
  return takenBack;
}
