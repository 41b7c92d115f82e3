import { isAmong } from "../../firmware/name-pattern.ts";
import { announcementRoot, readAnnouncementKey } from "../../firmware/record-keys.ts";
import { readAnnouncement, readVerdict } from "../records.ts";
import { deleteObject, listObjects, putObject, readObject } from "../release-bucket.ts";
import { setting } from "../setting.ts";
import { cancelProfile, listStackProfiles } from "../stack-profile.ts";
import type { Pass } from "../steps.ts";
import type { ChoreOptions } from "./chore.ts";

const key = "sweep/replaced-profiles.json";
const grace = 3_600_000; // milliseconds: a release is described by the profile before it announces itself

/** Since when a sweep has seen that the stack signs by another profile: ISO 8601, by name. */
type Replaced = Readonly<Record<string, string>>;

/**
 * Cancels the signing profiles that the stack has made and replaced, an hour after that at the earliest: none that a release under
 * way may still sign by, and none that releases may name.
 */
export async function sweepReplacedProfiles({ isDryRun }: ChoreOptions): Promise<Pass> {
  const noted = (await readObject<Replaced>(key))?.value ?? {};
  const replaced = await listReplaced(noted);
  if (!isDryRun) await note(replaced, noted);
  const taken: { what: string; why: string }[] = [];
  const left: { what: string; why: string }[] = [];
  for (const [name, since] of Object.entries(replaced)) {
    const what = `signing-profile/${name}`;
    const user = await userOf(name);
    if (user) left.push({ what, why: `${user} may still sign by it` });
    else if (Date.now() - Date.parse(since) < grace) left.push({ what, why: "it was replaced less than an hour ago" });
    else {
      if (!isDryRun) await cancelProfile(name, setting("STACK_ID"));
      taken.push({ what, why: "the stack has another one" });
    }
  }
  return { taken, left };
}

async function listReplaced(noted: Replaced): Promise<Replaced> {
  const profiles = await listStackProfiles(setting("STACK_ID"));
  const kept = [setting("SIGNING_PROFILE"), setting("ALLOWED_SIGNING_PROFILES")];
  const others = profiles.filter(({ profileName }) => !isAmong(profileName, kept));
  const now = new Date().toISOString();
  return Object.fromEntries(others.map(({ profileName }) => [profileName, noted[profileName] ?? now]));
}

/** What is the stack's own again, or canceled, is forgotten. */
async function note(replaced: Replaced, noted: Replaced): Promise<void> {
  const names = Object.keys(replaced);
  if (names.length === 0 && Object.keys(noted).length > 0) await deleteObject(key);
  else if (names.length !== Object.keys(noted).length || names.some((name) => !noted[name])) {
    await putObject(key, replaced);
  }
}

/** A release that has no verdict yet and names the profile. */
async function userOf(profileName: string): Promise<string | undefined> {
  for (const { key } of await listObjects(announcementRoot)) {
    const name = readAnnouncementKey(key);
    const announced = name && (await readAnnouncement(name));
    const files = announced?.value.release.files ?? [];
    const names = files.some(({ signing }) => "profile" in signing && signing.profile === profileName);
    if (name && names && !(await readVerdict(name))) return name.id;
  }
  return undefined;
}
