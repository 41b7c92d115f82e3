import { announcementRoot, dueRoot, readAnnouncementKey, readDueKey } from "../../firmware/record-keys.ts";
import { parseReleaseId } from "../../firmware/release-id.ts";
import { listObjects } from "../release-bucket.ts";
import { listSignedIds } from "../signed-objects.ts";
import { sweepAnnounced } from "./announced-release.ts";
import type { Chore } from "./chore.ts";
import { sweepDue } from "./due-release.ts";
import { sweepReplacedProfiles } from "./replaced-profiles.ts";
import { sweepServiceStreams } from "./service-streams.ts";
import { lookAtSigning } from "./signing-certificate.ts";
import { sweepUnlisted } from "./unlisted-release.ts";

/**
 * Lists all there is to sweep by now. Signed objects are listed before the announcements, and these before the entries
 * that take their place: what is signed and found in neither belongs to a release that is over and done with.
 */
export async function listChores(): Promise<Chore[]> {
  const signed = await listSignedIds();
  const announced = (await listObjects(announcementRoot)).flatMap(({ key, writtenAt }) => {
    const name = readAnnouncementKey(key);
    return name ? [{ name, place: `${new Date(writtenAt).toISOString()} ${key}` }] : [];
  });
  const due = (await listObjects(dueRoot)).flatMap(({ key }) => {
    const entry = readDueKey(key);
    return entry ? [{ ...entry, key }] : [];
  });
  const kept = new Set([...announced, ...due].map(({ name }) => name.id));
  const unlisted = signed.flatMap((id) => (kept.has(id) ? [] : (parseReleaseId(id) ?? [])));
  const today = new Date().toISOString().slice(0, 10);
  return [
    ...announced.map(
      ({ name, place }): Chore => ({ place, release: name.id, sweep: (options) => sweepAnnounced(name, options) }),
    ),
    ...due
      .filter(({ day }) => day < today) // the whole day has passed
      .map(
        ({ name, day, key }): Chore => ({
          place: `${day} ${key}`,
          release: name.id,
          sweep: (options) => sweepDue(name, key, options),
        }),
      ),
    ...unlisted.map(
      (name): Chore => ({
        place: `unlisted ${name.id}`,
        release: name.id,
        sweep: (options) => sweepUnlisted(name, options),
      }),
    ),
    { place: "signing certificate", release: "signing", sweep: lookAtSigning },
    { place: "signing profiles that were replaced", release: "signing", sweep: sweepReplacedProfiles },
    {
      place: "streams of the OTA service",
      release: "AFR_OTA-*",
      sweep: (options) =>
        sweepServiceStreams(
          announced.map(({ name }) => name),
          options,
        ),
    },
  ];
}
