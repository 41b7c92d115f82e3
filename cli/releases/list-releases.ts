import { readVerdict } from "../../functions/aws/records.ts";
import { parseReleaseId } from "../../functions/firmware/release-id.ts";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { aFewAtATime } from "../a-few-at-a-time.ts";
import { everyRelease, knownReleases, releasesOf } from "./known-releases.ts";
import { lookAtRelease } from "./look-at-release.ts";
import { type Standing, type State, standingOf } from "./standing.ts";

/** A release in a list. */
export interface ListedRelease extends Standing {
  readonly release: string;
  /** null, like `version`, for an upload whose key said neither. */
  readonly product: string | null;
  readonly version: string | null;
  /** The state of the workflow, `Wait For Devices`, while it is at work. */
  readonly workflowState: string | null;
  /** null where no device was offered it. */
  readonly devices: DeviceCounts | null;
}

export interface ReleaseList {
  /** What is under way first, then what changed last. */
  readonly releases: readonly ListedRelease[];
  /** How many older ones there are that were not looked at. */
  readonly older: number;
}

/** Which releases to list. */
export interface ListRequest {
  /** Only that product's; an upload whose key names none is left out then. */
  readonly product: string | undefined;
  /** Only those that stand like this. */
  readonly outcome?: State | undefined;
  /** How many. */
  readonly limit: number;
}

const fewAtOnce = 25;

/**
 * Lists releases, and of the last hundred uploads those that did not become one: refused ones above all. A call for each that
 * is over, seven for one that is not; where only some outcome is wanted, also for those of others in between.
 */
export async function listReleases(
  stateMachineArn: string,
  { product, outcome, limit }: ListRequest,
): Promise<ReleaseList> {
  const known = await knownReleases(stateMachineArn, product === undefined ? everyRelease : releasesOf(product));
  const releases: ListedRelease[] = [];
  let looked = 0;
  while (looked < known.length && releases.length < limit) {
    const next = known.slice(looked, looked + Math.min(fewAtOnce, limit - releases.length));
    looked += next.length;
    const found = await aFewAtATime(next, ({ id }) => lookBriefly(id, stateMachineArn));
    releases.push(
      ...found.filter((listed) => listed !== undefined).filter(({ state }) => !outcome || state === outcome),
    );
  }
  return { releases, older: known.length - looked };
}

/** The verdict says all there is to say of a release that is over. */
async function lookBriefly(id: string, stateMachineArn: string): Promise<ListedRelease | undefined> {
  const name = parseReleaseId(id);
  const verdict = name && (await readVerdict(name));
  if (verdict && verdict.outcome !== "serving") return ofVerdict(verdict);
  const report = await lookAtRelease(id, stateMachineArn);
  if (!report) return undefined;
  const { release, product, version, state, since, error, cause, execution, devices } = report;
  const workflowState = execution?.stoppedAt === null ? execution.state : null;
  return { release, product, version, state, since, error, cause, workflowState, devices };
}

function ofVerdict(verdict: Verdict): ListedRelease | undefined {
  const { releaseId: release, product, version, devices } = verdict;
  const standing = standingOf({ verdict, announced: undefined, execution: undefined });
  return standing && { release, product, version, ...standing, workflowState: null, devices };
}
