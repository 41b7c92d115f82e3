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
  return `open/${product}/`;
}

/** Where a release's verdict stands. */
export function verdictKey({ id, product }: ReleaseName): string {
  return `${verdictPrefix(product)}${id}.json`;
}

export function verdictPrefix(product: string): string {
  return `records/${product}/`;
}

/** What takes the announcement's place when only the retention is left: the day after which nothing of it is kept. */
export function dueKey({ id, product }: ReleaseName, day: string): string {
  return `due/${day}/${product}/${id}`;
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
