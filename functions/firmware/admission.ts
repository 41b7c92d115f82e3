import { printable } from "./printable.ts";
import type { Release } from "./release.ts";
import type { Outcome } from "./verdict.ts";
import { compareVersions } from "./version.ts";

/** Another release of the product, as admission sees it. */
export interface Attempt {
  readonly releaseId: string;
  readonly version: string;
  /** Of its bytes. */
  readonly digest: string;
  /** `open`: no verdict, and its execution is alive. */
  readonly state: "open" | Outcome;
  /** Whether it was announced before the release in question: see `isAnnouncedBefore`. */
  readonly isEarlier: boolean;
  /** Whether some device may have taken its image. Only asked of what ended without success. */
  readonly wasTaken: boolean;
  /** Milliseconds since 1970; undefined while it is open. */
  readonly endedAt: number | undefined;
}

export type Admission =
  | { readonly state: "admitted" }
  | { readonly state: "nothing-to-do"; readonly because: string; readonly by: string };

/** The version is older than one that is released, serving or on its way. */
export class VersionNotNewerError extends Error {
  override readonly name = "VersionNotNewerError";

  constructor({ product, version }: Release, newer: Attempt) {
    super(`${product} ${version} is older than ${newer.version}, ${stateText(newer)} as ${newer.releaseId}`);
  }
}

/** The version exists already, with other bytes. What a version means never changes. */
export class VersionReusedError extends Error {
  override readonly name = "VersionReusedError";

  constructor({ product, version }: Release, other: Attempt) {
    super(
      `${product} ${version} exists with other bytes, ${stateText(other)} as ${other.releaseId}: raise the version`,
    );
  }
}

/** Another release of the product is running, and manifest or settings say `supersede: false`. */
export class ReleaseInProgressError extends Error {
  override readonly name = "ReleaseInProgressError";

  constructor({ product }: Release, running: Attempt) {
    super(
      `${product} ${running.version} is still running as ${running.releaseId}, and "supersede" is false: wait, or cancel it`,
    );
  }
}

/** The release is to offer another's bytes again, and that one is none it could be. */
export class RetryUnknownError extends Error {
  override readonly name = "RetryUnknownError";

  constructor({ product, version, retryOf = "" }: Release) {
    super(
      `retryOf ${printable(retryOf)} is no earlier release of ${product} ${version} with the same bytes; ` +
        "name one that is, or leave it out",
    );
  }
}

/**
 * Decides whether a release goes on, once it has been announced and the others have been looked at. Of two that see each
 * other at least one goes on: everything that cuts both ways is decided by who came first.
 * @throws VersionNotNewerError, VersionReusedError, ReleaseInProgressError, RetryUnknownError
 */
export function admit(release: Release, attempts: readonly Attempt[]): Admission {
  const before = attempts.filter(({ state, isEarlier }) => state !== "open" || isEarlier);
  // Where newer ends older, the newest wins, also one that came later. Where nobody is ended, who came first goes on.
  refuseOlder(release, release.supersede ? attempts : before);
  const sameVersion = before.filter(({ version }) => version === release.version);
  const answers = sameVersion.map((attempt) => ({ attempt, answer: answerTo(release, attempt, attempts) }));
  const reused = answers.find(({ answer }) => answer === "reused");
  if (reused) throw new VersionReusedError(release, reused.attempt);
  if (release.retryOf !== undefined && !isRetry(release, sameVersion)) throw new RetryUnknownError(release);
  const done = answers.find(({ answer }) => answer === "nothing-to-do")?.attempt;
  if (done)
    return {
      state: "nothing-to-do",
      because: `${release.version} with the same bytes is ${stateText(done)}`,
      by: done.releaseId,
    };
  const running = before.find(({ state }) => state === "open");
  if (running && !release.supersede) throw new ReleaseInProgressError(release, running);
  return { state: "admitted" };
}

/**
 * Whether a release goes on once it looks, as far as others can tell. Those announced after it do not count: it may
 * have looked before they came.
 */
export function willBeAdmitted(release: Release, attempts: readonly Attempt[]): boolean {
  try {
    return (
      admit(
        release,
        attempts.filter(({ state, isEarlier }) => state !== "open" || isEarlier),
      ).state === "admitted"
    );
  } catch {
    return false; // refused, by whatever name
  }
}

function refuseOlder(release: Release, attempts: readonly Attempt[]): void {
  if (release.allowDowngrade) return;
  const [highest] = attempts
    .filter(({ state }) => state === "open" || isStanding(state))
    .sort((one, other) => compareVersions(other.version, one.version));
  if (highest && compareVersions(release.version, highest.version) < 0)
    throw new VersionNotNewerError(release, highest);
}

/** One cell of the table: an earlier attempt at this very version, of the same bytes or of others. */
function answerTo(
  release: Release,
  attempt: Attempt,
  attempts: readonly Attempt[],
): "admit" | "nothing-to-do" | "reused" {
  const isSame = attempt.digest === release.digest;
  if (attempt.state === "open") return isSame ? "nothing-to-do" : "reused";
  if (isStanding(attempt.state)) {
    if (!isSame) return "reused";
    if (release.retryOf !== undefined && attempt.state === "released") return "admit"; // which one it names is asked too
    return release.allowDowngrade && !isLatest(attempt, attempts) ? "admit" : "nothing-to-do";
  }
  return isSame || !attempt.wasTaken ? "admit" : "reused";
}

/** Whether a release offers the bytes of an earlier one again. One that is released or has failed may be offered to others. */
function isRetry({ retryOf, digest }: Release, sameVersion: readonly Attempt[]): boolean {
  return sameVersion.some((attempt) => attempt.releaseId === retryOf && attempt.digest === digest);
}

function isStanding(state: Attempt["state"]): boolean {
  return state === "released" || state === "serving";
}

/** Whether devices were last given this attempt: a downgrade may have followed a higher version. */
function isLatest(attempt: Attempt, attempts: readonly Attempt[]): boolean {
  return attempts.every(({ state, endedAt = 0 }) => !isStanding(state) || endedAt <= (attempt.endedAt ?? 0));
}

function stateText({ state }: Attempt): string {
  return state === "open" ? "on its way" : state;
}
