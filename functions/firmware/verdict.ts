import { causeText } from "./cause-text.ts";
import type { OfferedRelease } from "./offer.ts";
import type { Release } from "./release.ts";
import type { DeviceCounts } from "./rollout.ts";

/** How a release ended. Only *serving* may still become *superseded* or *cancelled*. */
export type Outcome = "released" | "serving" | "failed" | "cancelled" | "superseded";

/** Error and cause, as Step Functions has them. A timeout may have no cause. */
export interface Failure {
  readonly Error?: string | undefined;
  readonly Cause?: string | undefined;
}

/** What writes a verdict: a step of the workflow, the sweeper, or a person by `ota cancel`. Who and why the cause says. */
export type Judge = "close-release" | "clean-up" | "end-previous-release" | "sweep" | "ota cancel";

/** How a release ended and of what: written once, kept for good. */
export interface Verdict {
  readonly releaseId: string;
  readonly product: string;
  readonly version: string;
  readonly digest: string;
  readonly outcome: Outcome;
  readonly error?: string;
  readonly cause?: string;
  /** The execution's ARN. */
  readonly execution: string;
  readonly by: Judge;
  /** At the time of the verdict; null when there was no job. */
  readonly devices: DeviceCounts | null;
  /** Its files, as they were uploaded. */
  readonly source: readonly SourceFile[];
  /** ISO 8601, like `servingSince` and `endedAt`. */
  readonly announcedAt: string;
  /** When it began to serve, of a release that was ended after that. */
  readonly servingSince?: string;
  readonly endedAt: string;
  readonly overrides?: Overrides;
}

/** A file of a release, by the version that was released. */
export interface SourceFile {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly size: number;
  readonly sha256: string;
  /** What an earlier signing job wrote of it, somebody else's: devices were given the image in its place. */
  readonly signedObject?: { readonly bucket: string; readonly key: string };
}

/** What was let pass because somebody said so. */
export interface Overrides {
  readonly allowDowngrade?: { readonly reason: string };
  /** The files whose signatures nobody but the devices verified. */
  readonly unverified?: readonly string[];
  /** The release whose bytes were offered again. */
  readonly retryOf?: string;
}

/** What decides a verdict, beside the release itself. */
export type Ending = Pick<Verdict, "outcome" | "execution" | "by" | "devices" | "announcedAt" | "endedAt"> & {
  readonly failure?: Failure;
};

export function verdictOf(release: Release, { failure, ...ending }: Ending): Verdict {
  const { id, product, version, digest, files } = release;
  const overrides = overridesOf(release);
  return {
    releaseId: id,
    product,
    version,
    digest,
    ...ending,
    ...inWords(failure ?? {}),
    source: sourceOf(files),
    ...(Object.keys(overrides).length > 0 ? { overrides } : {}),
  };
}

/** The files of a release, as its verdict lists them. */
export function sourceOf(files: Release["files"]): SourceFile[] {
  return files.map(({ bucket, key, versionId, size, sha256, signing }) => ({
    bucket,
    key,
    versionId,
    size,
    sha256,
    ...(signing.by === "job" ? { signedObject: signing.signedObject } : {}),
  }));
}

function overridesOf({ files, allowDowngrade, retryOf }: Release): Overrides {
  const unverified = files.flatMap(({ name, signing }) =>
    signing.by === "custom" && signing.unverified ? [name] : [],
  );
  return {
    ...(allowDowngrade ? { allowDowngrade } : {}),
    ...(unverified.length > 0 ? { unverified } : {}),
    ...(retryOf === undefined ? {} : { retryOf }),
  };
}

/** What the job of a release that has its verdict is known by. */
export function offeredBy({ releaseId, announcedAt, source }: Verdict): OfferedRelease {
  return { id: releaseId, announcedAt, sizes: source.map(({ size }) => size) };
}

/** The verdict on a release that served until somebody ended it. */
export function endOfService(serving: Verdict, { failure, ...ending }: EndOfService): Verdict {
  return { ...serving, ...ending, ...inWords(failure), servingSince: serving.endedAt };
}

/** What ends a release that serves, and how its devices fared until then. */
export type EndOfService = Pick<Verdict, "by" | "devices" | "endedAt"> & {
  readonly outcome: "superseded" | "cancelled";
  readonly failure: Failure;
};

function inWords({ Error: error, Cause: cause }: Failure): { error?: string; cause?: string } {
  return { ...(error ? { error } : {}), ...(cause ? { cause: causeText(cause) } : {}) };
}

/**
 * The outcome of a release that did not win, by what its execution ended with. An execution is stopped either for a newer
 * release, with the error `SupersededError`, or by a person.
 * @param status the execution's; RUNNING when it is the execution itself that tells of the failure
 */
export function outcomeOf(status: string, { Error: error }: Failure): "failed" | "cancelled" | "superseded" {
  if (error === "SupersededError") return "superseded";
  return status === "ABORTED" ? "cancelled" : "failed";
}

/**
 * Error and cause of an execution that is over, in words where Step Functions has none: nobody has to give a reason to
 * stop an execution, and one that succeeded should have left its verdict.
 */
export function explained(status: string, { Error: error, Cause: cause }: Failure): Failure {
  return {
    Error: error ?? (status === "SUCCEEDED" ? "VerdictMissingError" : undefined),
    Cause: cause || unexplained[status],
  };
}

const unexplained: Readonly<Record<string, string>> = {
  ABORTED: "The execution was stopped without a reason; CloudTrail knows by whom",
  SUCCEEDED: "The execution succeeded, and there is no record of what became of the release",
  TIMED_OUT: "The execution took longer than the state machine allows",
};

/** Whether devices are to keep what they were given. */
export function hasWon({ outcome }: Pick<Verdict, "outcome">): boolean {
  return outcome === "released" || outcome === "serving";
}
