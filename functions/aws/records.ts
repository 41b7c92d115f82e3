import type { OfferedRelease } from "../firmware/offer.ts";
import { ReleaseEndedError } from "../firmware/ota-update.ts";
import type { Announced } from "../firmware/previous-release.ts";
import {
  announcementKey,
  announcementPrefix,
  dayAfter,
  dueKey,
  type ReleaseName,
  releaseIdIn,
  verdictKey,
  verdictPrefix,
} from "../firmware/record-keys.ts";
import type { Release } from "../firmware/release.ts";
import { type EndOfService, endOfService, type Verdict } from "../firmware/verdict.ts";
import {
  createObject,
  deleteObject,
  listObjects,
  readFormerObject,
  readObject,
  replaceObject,
  type StoredObject,
} from "./release-bucket.ts";
import { setting } from "./setting.ts";
import { readTurns, type Turn } from "./turns.ts";

/** What a release says of itself before it looks at the others. It is there while anything of it may still need work. */
export interface Announcement {
  readonly release: Release;
  /** The execution's ARN. */
  readonly execution: string;
  /** ISO 8601. */
  readonly announcedAt: string;
  /** When S3 wrote it first, ISO 8601: of one that was deleted by hand and written again. It keeps its place in the order. */
  readonly firstWrittenAt?: string;
}

/**
 * Announces a release. Whoever announced it first keeps it, so what stands may be our own from before, when our answer got
 * lost, or another execution's.
 */
export async function announce(announcement: Announcement): Promise<{ isNew: boolean; announcement: Announcement }> {
  const key = announcementKey(announcement.release);
  if (await createObject(key, announcement)) return { isNew: true, announcement };
  const found = await readObject<Announcement>(key);
  return found ? { isNew: false, announcement: found.value } : announce(announcement); // withdrawn in between
}

/** What the job of an announced release is known by. */
export function offeredAs({ value: { release }, writtenAt }: StoredObject<Announcement>): OfferedRelease {
  const sizes = release.files.map(({ size }) => size);
  return { id: release.id, announcedAt: new Date(writtenAt).toISOString(), sizes };
}

/** Where an announcement stands in the order of its product's. */
export function placeOf({ value, writtenAt, turn }: ListedAnnouncement): Announced {
  return { id: value.release.id, writtenAt, turn, announcedAt: value.announcedAt };
}

export async function readAnnouncement(name: ReleaseName): Promise<StoredObject<Announcement> | undefined> {
  return asFirstWritten(await readObject(announcementKey(name)));
}

/** What a release has announced, also where that has been taken away since. */
export async function readFormerAnnouncement(name: ReleaseName): Promise<StoredObject<Announcement> | undefined> {
  return asFirstWritten(await readFormerObject(announcementKey(name)));
}

/** Announces a release again whose announcement was deleted, in its old place. */
export async function announceAgain({ value, writtenAt }: StoredObject<Announcement>): Promise<void> {
  await announce({ ...value, firstWrittenAt: new Date(writtenAt).toISOString() });
}

function asFirstWritten(found: StoredObject<Announcement> | undefined): StoredObject<Announcement> | undefined {
  const { firstWrittenAt } = found?.value ?? {};
  return found && firstWrittenAt ? { ...found, writtenAt: Date.parse(firstWrittenAt) } : found;
}

/** Takes an announcement away: nothing of the release needs work any more. */
export function withdraw(name: ReleaseName): Promise<void> {
  return deleteObject(announcementKey(name));
}

/** An announcement among its product's. */
export interface ListedAnnouncement extends StoredObject<Announcement> {
  /** Its place in the order of turns, where S3's time does not decide; undefined until it has one. */
  readonly turn: number | undefined;
}

/** The product's releases that are announced. */
export async function readAnnouncements(product: string): Promise<ListedAnnouncement[]> {
  const listed = await listObjects(announcementPrefix(product));
  const read = await Promise.all(listed.map(async ({ key }) => asFirstWritten(await readObject(key))));
  const found = read.filter((announcement) => announcement !== undefined); // one may end while we read
  const turns = await turnsThatDecide(product, found);
  return found.map((announcement) => ({ ...announcement, turn: placeAmong(turns, announcement) }));
}

/** Turns are asked for only where several announcements are of one second. */
async function turnsThatDecide(product: string, found: readonly StoredObject<Announcement>[]): Promise<Turn[]> {
  const times = found.map(({ writtenAt }) => writtenAt);
  const shared = times.filter((time, at) => times.indexOf(time) !== at);
  return shared.length > 0 ? readTurns(product, Math.min(...shared)) : [];
}

function placeAmong(turns: readonly Turn[], { value }: StoredObject<Announcement>): number | undefined {
  const place = turns.findIndex(
    ({ releaseId, announcedAt }) => releaseId === value.release.id && announcedAt === value.announcedAt,
  );
  return place === -1 ? undefined : place; // of several, the first: a repeated step does not lose its place
}

export async function readVerdict(name: ReleaseName): Promise<Verdict | undefined> {
  return (await readObject<Verdict>(verdictKey(name)))?.value;
}

/**
 * Refuses to make anything more of a release that has its verdict.
 * @throws ReleaseEndedError
 */
export async function refuseEnded(name: ReleaseName): Promise<void> {
  const verdict = await readVerdict(name);
  if (verdict) throw new ReleaseEndedError(name.id, verdict.outcome);
}

/** The product's verdicts on the releases whose id is wanted. */
export async function readVerdicts(product: string, isWanted: (releaseId: string) => boolean): Promise<Verdict[]> {
  const listed = await listObjects(verdictPrefix(product));
  const wanted = listed.filter(({ key }) => isWanted(releaseIdIn(key)));
  const found = await Promise.all(wanted.map(({ key }) => readObject<Verdict>(key)));
  return found.flatMap((verdict) => (verdict ? [verdict.value] : []));
}

/** Writes the verdict unless there is one. @returns the one that stands */
export async function writeVerdict(verdict: Verdict): Promise<Verdict> {
  const name = { id: verdict.releaseId, product: verdict.product };
  if (await createObject(verdictKey(name), verdict)) return verdict;
  return (await readVerdict(name)) ?? writeVerdict(verdict);
}

/**
 * Changes the verdict on a release that serves, the only one that may still change. Of several who do so at once, the first
 * has its way.
 * @returns the verdict that stands; undefined where there is none
 */
export async function changeServing(name: ReleaseName, ending: EndOfService): Promise<Verdict | undefined> {
  const found = await readObject<Verdict>(verdictKey(name));
  if (found?.value.outcome !== "serving") return found?.value;
  const verdict = endOfService(found.value, ending);
  return (await replaceObject(verdictKey(name), verdict, found.etag)) ? verdict : changeServing(name, ending);
}

/** Leaves a release to its retention: from the verdict, for as long as the stack's settings say, its made things stay as evidence. */
export async function retain({ releaseId, product, endedAt }: Verdict): Promise<void> {
  const name = { id: releaseId, product };
  await createObject(dueKey(name, dayAfter(endedAt, Number(setting("RETENTION_DAYS")))), { releaseId });
  await withdraw(name);
}
