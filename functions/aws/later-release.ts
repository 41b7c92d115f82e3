import { willBeAdmitted } from "../firmware/admission.ts";
import { outcomeOf } from "../firmware/verdict.ts";
import { lookAround } from "./attempts.ts";
import { describeExecution, isAlive } from "./executions.ts";
import { findOffer } from "./offer.ts";
import { type Announcement, offeredAs, readVerdict } from "./records.ts";
import type { StoredObject } from "./release-bucket.ts";

/** What a release that was announced later means to one at the gate. */
export type Claim = "takes the place" | "will be refused" | "was taken back";

/**
 * Finds out whether a later release takes the place of the one at the gate. It does, also when it fails afterwards, unless
 * it is about to be refused (it announces before it looks, so it is sure to see the one at the gate), or somebody has
 * cancelled it before any device was offered it: then both would be lost.
 */
export async function claimOf(later: StoredObject<Announcement>, own: Announcement): Promise<Claim> {
  const { release, execution } = later.value;
  const state = await describeExecution(execution, { since: later.writtenAt, beside: own.execution }); // before the verdict, which comes before its end
  const verdict = await readVerdict(release);
  if (verdict) return isTakenBack(verdict.outcome, verdict.devices !== null);
  if (!isAlive(state)) return isTakenBack(outcomeOf(state.status, state), await wasOffered(later));
  const { attempts } = await lookAround(release);
  return willBeAdmitted(release, attempts) ? "takes the place" : "will be refused";
}

function isTakenBack(outcome: string, isOffered: boolean): Claim {
  return outcome === "cancelled" && !isOffered ? "was taken back" : "takes the place";
}

async function wasOffered(later: StoredObject<Announcement>): Promise<boolean> {
  const { update, job } = await findOffer(offeredAs(later));
  return update !== undefined || job !== undefined;
}
