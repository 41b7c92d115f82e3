import { isBeingCreated, isOver, jobShowsBy, longestAftermath, type Offer } from "./offer.ts";
import type { Release } from "./release.ts";

/** When and as what a release was announced. */
export interface Announced {
  readonly id: string;
  /** Milliseconds since 1970, by S3's clock, which knows whole seconds. */
  readonly writtenAt: number;
  /** Decides within a second: the place in the order in which S3 took the turns; undefined until it has one. */
  readonly turn: number | undefined;
  /** ISO 8601, by the clock of whoever announced it: decides where neither has a turn. */
  readonly announcedAt: string;
}

/** A newer release of the product takes this one's place. Its verdict is *superseded*. */
export class SupersededError extends Error {
  override readonly name = "SupersededError";
  /** The release that takes the place. */
  readonly by: string;

  constructor({ product, version, id }: Pick<Release, "product" | "version" | "id">) {
    super(`${product} ${version} takes its place, announced later as ${id}`);
    this.by = id;
  }
}

/**
 * The order of a product's releases: S3's time of the announcements, and within a second their turns. Who has none yet is
 * behind who has one: it is still to look, and sees the other.
 */
export function isAnnouncedBefore(one: Announced, other: Announced): boolean {
  if (one.writtenAt !== other.writtenAt) return one.writtenAt < other.writtenAt;
  if (one.turn !== other.turn) return (one.turn ?? Number.POSITIVE_INFINITY) < (other.turn ?? Number.POSITIVE_INFINITY);
  if (one.announcedAt !== other.announcedAt) return one.announcedAt < other.announcedAt;
  return one.id < other.id;
}

/** The releases of a product that stand around one of them. */
export interface Neighbours<Other extends Announced> {
  /** Those it has to end, the oldest first. */
  readonly earlier: readonly Other[];
  /** Those that may take its place, the newest first. */
  readonly later: readonly Other[];
}

/** Puts the announced releases of a product in their order around one of them. */
export function neighboursOf<Other extends Announced>(own: Announced, all: readonly Other[]): Neighbours<Other> {
  const others = all.filter(({ id }) => id !== own.id).sort((one, other) => (isAnnouncedBefore(one, other) ? -1 : 1));
  return {
    earlier: others.filter((other) => isAnnouncedBefore(other, own)),
    later: others.filter((other) => isAnnouncedBefore(own, other)).reverse(),
  };
}

/** What there is of a release that is being ended, at one look. */
export interface EndingRelease extends Offer {
  readonly id: string;
  readonly execution: {
    readonly status: string;
    /** Milliseconds since 1970; undefined while nobody tells. */
    readonly stoppedAt?: number | undefined;
  };
}

/**
 * Why a release may still offer something to devices, in words; undefined when it has ended. It has when its execution is
 * over, and its job too, or there is none although time enough has passed for a step that was in flight. Devices in the
 * middle of a cancelled job finish: nobody waits for them.
 * @param now milliseconds since 1970
 */
export function whyNotEnded({ id, execution, update, job }: EndingRelease, now: number): string | undefined {
  if (execution.status === "RUNNING") return `${id}: its execution is not over`;
  if (job) return isOver(job) ? undefined : `${id}: its job is ${job.status}`;
  if (update && isBeingCreated(update)) return `${id}: its OTA update is ${update.otaUpdateStatus}`;
  const quietAt = Math.max((execution.stoppedAt ?? now) + longestAftermath, update ? jobShowsBy(update) : 0);
  return now > quietAt
    ? undefined
    : `${id}: until ${new Date(quietAt).toISOString()} a step in flight may still offer it to devices`;
}
