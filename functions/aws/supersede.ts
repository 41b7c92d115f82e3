import { SupersededError, whyNotEnded } from "../firmware/previous-release.ts";
import type { Release } from "../firmware/release.ts";
import { hasWon, type Verdict } from "../firmware/verdict.ts";
import { cleanUpAfter } from "./clean-up-pass.ts";
import { describeExecution, type ExecutionState, isAlive, stopExecution } from "./executions.ts";
import { withName } from "./failure.ts";
import { logger } from "./logger.ts";
import { findOffer } from "./offer.ts";
import { type Announcement, offeredAs, readVerdict, writeVerdict } from "./records.ts";
import type { StoredObject } from "./release-bucket.ts";
import { decideVerdict, endServing } from "./verdicts.ts";

const by = "end-previous-release";

/**
 * Ends an earlier release for a newer one, as far as that goes by now: stops its execution, sees that it has its verdict,
 * and makes a clean-up pass on it. May be called as often as anybody likes.
 * @returns why the earlier one may still offer something to devices, in words; undefined when it has ended
 */
export async function supersede(earlier: StoredObject<Announcement>, newer: Announcement): Promise<string | undefined> {
  const { release } = earlier.value;
  const found = await readVerdict(release);
  const state = await stop(earlier, found, newer);
  if (isAlive(state)) return whyNotYet(earlier, state);
  const verdict = await conclude(earlier, found, state, newer.release);
  const isOld = verdict === found; // ended before, and for the sweeper to clean up once it offers nothing
  if (isOld && !(await whyNotYet(earlier, state))) return undefined;
  const trouble = await cleanUpIfPossible(verdict);
  const reason = await whyNotYet(earlier, state);
  return reason && trouble ? `${reason} (${trouble})` : reason;
}

async function whyNotYet(earlier: StoredObject<Announcement>, execution: ExecutionState): Promise<string | undefined> {
  const offer = await findOffer(offeredAs(earlier));
  return whyNotEnded({ id: earlier.value.release.id, execution, ...offer }, Date.now());
}

/** Stops an execution, unless its release has won: then it ends by itself in a moment. */
async function stop(
  { value: { execution }, writtenAt }: StoredObject<Announcement>,
  verdict: Verdict | undefined,
  newer: Announcement,
): Promise<ExecutionState> {
  const known = { since: writtenAt, beside: newer.execution };
  const state = await describeExecution(execution, known);
  if (!isAlive(state) || (verdict && hasWon(verdict))) return state;
  // One that failed by itself, and is at its own clean-up, ends with its own failure.
  await stopExecution(execution, verdict ? { Error: verdict.error, Cause: verdict.cause } : reasonOf(newer.release));
  return describeExecution(execution, known);
}

async function conclude(
  earlier: StoredObject<Announcement>,
  found: Verdict | undefined,
  state: ExecutionState,
  newer: Release,
): Promise<Verdict> {
  const verdict = found ?? (await writeVerdict(await decideVerdict(earlier, state, by)));
  if (verdict.outcome !== "serving") return verdict;
  return endServing(verdict, { outcome: "superseded", failure: reasonOf(newer), by });
}

/** What cannot be deleted now is the sweeper's. Only what may still offer something keeps the newer release waiting. */
async function cleanUpIfPossible(verdict: Verdict): Promise<string | undefined> {
  try {
    await cleanUpAfter(verdict);
    return undefined;
  } catch (error) {
    const { name, message } = withName(error);
    logger.warn(`The clean-up of ${verdict.releaseId} failed`, { error, releaseId: verdict.releaseId });
    return `${name}: ${message}`;
  }
}

function reasonOf(newer: Release): { Error: string; Cause: string } {
  const { name, message } = new SupersededError(newer);
  return { Error: name, Cause: message };
}
