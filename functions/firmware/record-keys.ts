import { parseReleaseId } from "./release-id.ts";

/** What names a release in the record: its id and its product. */
export interface ReleaseName {
  readonly id: string;
  readonly product: string;
}

/** Where a release is announced, while anything of it may still need work. */
export function announcementKey({ id, product }: ReleaseName): string {
  return `${announcementPrefix(product)}${id}.json`;
}

export function announcementPrefix(product: string): string {
  return `${announcementRoot}${product}/`;
}

/** Below this prefix are all announcements: the sweeper's list. */
export const announcementRoot = "open/";

/** Whose announcement a key is of; undefined for any other key. */
export function readAnnouncementKey(key: string): ReleaseName | undefined {
  const name = key.endsWith(".json") ? parseReleaseId(releaseIdIn(key)) : undefined;
  return name && announcementKey(name) === key ? { id: name.id, product: name.product } : undefined;
}

/** Whose versions are the order in which a product's releases were announced: nothing deletes them but S3, after 90 days. */
export function turnsKey(product: string): string {
  return `turns/${product}.json`;
}

/** Where a release's verdict stands. */
export function verdictKey({ id, product }: ReleaseName): string {
  return `${verdictPrefix(product)}${id}.json`;
}

export function verdictPrefix(product: string): string {
  return `${verdictRoot}${product}/`;
}

/** Below this prefix are all verdicts. */
export const verdictRoot = "records/";

/** What takes the announcement's place when only the retention is left: the day after which nothing of it is kept. */
export function dueKey({ id, product }: ReleaseName, day: string): string {
  return `${dueRoot}${day}/${product}/${id}`;
}

/** Below this prefix the retentions end day by day. */
export const dueRoot = "due/";

/** Which release's retention ends on which day; undefined for a key that says nothing of the kind. */
export function readDueKey(key: string): { name: ReleaseName; day: string } | undefined {
  const [, day = "", product, id = ""] = key.split("/");
  const name = parseReleaseId(id);
  if (!name || name.product !== product || dueKey(name, day) !== key) return undefined;
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? { name: { id, product }, day } : undefined;
}

/** The release id in the key of an announcement or verdict. */
export function releaseIdIn(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1, -".json".length);
}

/** `2026-01-31`, in UTC. */
export function dayAfter(time: string, days: number): string {
  const day = new Date(time);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
