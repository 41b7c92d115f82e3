import type { Attempt } from "../firmware/admission.ts";
import { jobIdOf } from "../firmware/ota-update.ts";
import { isAnnouncedBefore } from "../firmware/previous-release.ts";
import type { Release } from "../firmware/release.ts";
import { parseReleaseId } from "../firmware/release-id.ts";
import { countDevices, type DeviceCounts, wasTaken } from "../firmware/rollout.ts";
import { hasWon, type Verdict } from "../firmware/verdict.ts";
import { compareVersions } from "../firmware/version.ts";
import { describeExecution, isAlive } from "./executions.ts";
import { TransientError } from "./failure.ts";
import { findJob } from "./jobs.ts";
import {
  type Announcement,
  type ListedAnnouncement,
  placeOf,
  readAnnouncements,
  readVerdict,
  readVerdicts,
} from "./records.ts";
import type { StoredObject } from "./release-bucket.ts";

/** What an announced release sees when it looks around. */
export interface Surroundings {
  /** Its own, when it has ended already. */
  readonly verdict: Verdict | undefined;
  /** The product's other releases, as far as they matter. */
  readonly attempts: Attempt[];
}

/**
 * Looks at the product's other releases. Announcements are read before verdicts: a release that ends in between is seen
 * as ended, never missed.
 */
export async function lookAround(release: Release): Promise<Surroundings> {
  const announced = await readAnnouncements(release.product);
  const verdicts = await readVerdicts(release.product, isWanted(release, announced));
  const ended = new Set(verdicts.map(({ releaseId }) => releaseId));
  const own = announced.find(({ value }) => value.release.id === release.id);
  const others = announced.filter((other) => other !== own && !ended.has(other.value.release.id));
  const attempts = await Promise.all([
    ...verdicts.filter(({ releaseId }) => releaseId !== release.id).map((verdict) => endedAttempt(release, verdict)),
    ...others.map((other) => announcedAttempt(release, other, own)),
  ]);
  return { verdict: verdicts.find(({ releaseId }) => releaseId === release.id), attempts };
}

/** A verdict matters when its version is not lower, when its release is announced, and all of them for a downgrade. */
function isWanted(release: Release, announced: StoredObject<Announcement>[]): (releaseId: string) => boolean {
  const ids = new Set(announced.map(({ value }) => value.release.id));
  return (releaseId) => {
    const version = parseReleaseId(releaseId)?.version ?? "0.0.0";
    return ids.has(releaseId) || release.allowDowngrade !== undefined || compareVersions(version, release.version) >= 0;
  };
}

async function endedAttempt(release: Release, verdict: Verdict): Promise<Attempt> {
  const { releaseId, version, digest, outcome, devices, endedAt } = verdict;
  const matters = !hasWon(verdict) && isOtherImage(release, verdict);
  return {
    releaseId,
    version,
    digest,
    state: outcome,
    isEarlier: true,
    wasTaken: matters && (await askWhetherTaken(releaseId, devices)),
    endedAt: Date.parse(endedAt),
  };
}

async function announcedAttempt(
  release: Release,
  other: ListedAnnouncement,
  own: ListedAnnouncement | undefined,
): Promise<Attempt> {
  const { value } = other;
  const { id, version, digest } = value.release;
  const known = { since: other.writtenAt, beside: own?.value.execution };
  const isOpen = isAlive(await describeExecution(value.execution, known));
  const verdict = isOpen ? undefined : await readVerdict(value.release); // it may just have ended
  if (verdict) return endedAttempt(release, verdict);
  if (isOpen && own && isOrderOpen(other, own))
    throw new TransientError(`${id} was announced in the same second, and has not taken its turn yet`);
  return {
    releaseId: id,
    version,
    digest,
    state: isOpen ? "open" : "failed", // dead, and no verdict: clean-up has not come by yet
    isEarlier: !own || isAnnouncedBefore(placeOf(other), placeOf(own)),
    wasTaken: !isOpen && isOtherImage(release, value.release) && (await askWhetherTaken(id, null)),
    endedAt: undefined,
  };
}

/** Whether another may yet turn out to be earlier: S3 may list a turn behind one that it took later. */
function isOrderOpen(other: ListedAnnouncement, own: ListedAnnouncement): boolean {
  return other.writtenAt === own.writtenAt && own.turn !== undefined && other.turn === undefined;
}

function isOtherImage(release: Release, other: Pick<Release, "version" | "digest">): boolean {
  return other.version === release.version && other.digest !== release.digest;
}

/** The job knows best, since devices go on after the verdict. Where it is gone, whoever was counted may have taken it. */
async function askWhetherTaken(releaseId: string, counted: DeviceCounts | null): Promise<boolean> {
  const job = await findJob(jobIdOf(releaseId));
  return job ? wasTaken(countDevices(job.jobProcessDetails), job.forceCanceled ?? false) : counted !== null;
}
