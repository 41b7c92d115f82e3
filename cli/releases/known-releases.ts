import { type ListedObject, listObjects } from "../../functions/aws/release-bucket.ts";
import { announcementRoot, releaseIdIn, verdictRoot } from "../../functions/firmware/record-keys.ts";
import { parseReleaseId } from "../../functions/firmware/release-id.ts";
import { recentExecutions } from "./executions.ts";

/** A release somebody can ask about, by its id alone: nothing of it is read. */
export interface KnownRelease {
  readonly id: string;
  /** Whether it is announced or has a verdict. What was refused, or had nothing to do, is neither. */
  readonly isRecorded: boolean;
  /** Whether it has not come to an end. */
  readonly isOpen: boolean;
  /** Milliseconds since 1970: of its end, or of its beginning while there is none. */
  readonly changedAt: number;
}

/** Which releases are wanted, said twice: S3 lists by how keys begin, Step Functions lists everything. */
export interface Wanted {
  /** How the keys go on behind `open/` and `records/`: `""` for all, `thermostat/` for a product's. */
  readonly under: string;
  readonly isWanted: (id: string) => boolean;
}

/** Every release. */
export const everyRelease: Wanted = { under: "", isWanted: () => true };

/** A product's releases, without the uploads whose key named no product. */
export function releasesOf(product: string): Wanted {
  return { under: `${product}/`, isWanted: (id) => parseReleaseId(id)?.product === product };
}

const recent = 100; // executions that are looked through for those that left no record

/**
 * Lists releases, those that are open first, then the one that changed last: those with a record, however old, and of the
 * last hundred executions those without. A call for a thousand keys, and one for the executions.
 */
export async function knownReleases(stateMachineArn: string, { under, isWanted }: Wanted): Promise<KnownRelease[]> {
  const executions = await recentExecutions(stateMachineArn, recent); // first: by now each of them is recorded, or refused
  const announced = await listObjects(announcementRoot + under);
  const ended = await listObjects(verdictRoot + under); // last: what ends in between is seen twice, never missed
  const known = new Map<string, KnownRelease>();
  for (const { name: id, ...execution } of executions) known.set(id, { id, isRecorded: false, ...execution });
  for (const object of announced) note(known, object, true);
  for (const object of ended) note(known, object, false);
  return [...known.values()].filter(({ id }) => isWanted(id)).sort(openFirst);
}

function note(known: Map<string, KnownRelease>, { key, writtenAt }: ListedObject, isOpen: boolean): void {
  const id = releaseIdIn(key);
  if (parseReleaseId(id)) known.set(id, { id, isRecorded: true, isOpen, changedAt: writtenAt });
}

function openFirst(one: KnownRelease, other: KnownRelease): number {
  return Number(other.isOpen) - Number(one.isOpen) || other.changedAt - one.changedAt;
}
