import { parseReleaseId } from "../../functions/firmware/release-id.ts";
import { NotFoundError } from "../not-found-error.ts";
import { everyRelease, type KnownRelease, knownReleases, releasesOf } from "./known-releases.ts";

/** A release somebody has named. */
export interface FoundRelease {
  readonly id: string;
  /** Other releases of its version: it was found as the latest of them. */
  readonly others: readonly string[];
}

/** How somebody names a release. */
export interface Reference {
  /** A release id or its beginning; or a product, when a version follows. */
  readonly release: string;
  readonly version: string | undefined;
}

/**
 * Finds the release that somebody means; of a version the latest. A whole id is taken at its word.
 * @throws NotFoundError that lists what there is instead, or the several that begin like this
 */
export async function findRelease({ release, version }: Reference, stateMachineArn: string): Promise<FoundRelease> {
  if (version !== undefined) return latestOf(release, version, stateMachineArn);
  if (parseReleaseId(release) || /^refused-[0-9a-f]{16}$/.test(release)) return { id: release, others: [] };
  const under = release.split("-", 1)[0] ?? ""; // keys have the product first, and ids begin with it
  const found = await knownReleases(stateMachineArn, { under, isWanted: (id) => id.startsWith(release) });
  const [only] = found;
  if (only && found.length === 1) return { id: only.id, others: [] };
  throw new NotFoundError(
    only
      ? `${found.length} releases begin with ${release}:${listed(found)}`
      : `No release begins with ${release}.${listed(await knownReleases(stateMachineArn, everyRelease))}`,
  );
}

async function latestOf(product: string, version: string, stateMachineArn: string): Promise<FoundRelease> {
  const beginning = `${product}-${version.replaceAll(".", "_")}-`;
  const wanted = { under: `${product}/${beginning}`, isWanted: (id: string) => id.startsWith(beginning) };
  const found = await knownReleases(stateMachineArn, wanted);
  const latest = found.find(({ isRecorded }) => isRecorded) ?? found[0]; // rather than one that was turned away after it
  if (latest) return { id: latest.id, others: found.filter((other) => other !== latest).map(({ id }) => id) };
  const ofProduct = await knownReleases(stateMachineArn, releasesOf(product));
  const instead = ofProduct.length > 0 ? ofProduct : await knownReleases(stateMachineArn, everyRelease);
  throw new NotFoundError(`There is no release of ${product} ${version}.${listed(instead)}`);
}

const mostListed = 10;

function listed(releases: readonly KnownRelease[]): string {
  if (releases.length === 0) return " There are no releases yet.";
  const more = releases.length > mostListed ? [`and ${releases.length - mostListed} more`] : [];
  return ["", ...releases.slice(0, mostListed).map(({ id }) => id), ...more].join("\n  ");
}
