import { type Remains, stepsToEnd } from "../firmware/ending.ts";
import { hasWon, type Verdict } from "../firmware/verdict.ts";
import { lookForRemains } from "./remains.ts";
import { foretell, type Pass, takeSteps } from "./steps.ts";

const nothing: Remains = { update: undefined, job: undefined, streams: [], signedObjects: 0 };

/**
 * One pass over a release that has its verdict, as often as anybody likes and by several at once: sees what is left of it
 * and does what the verdict asks, as far as that goes by now.
 * @param isDryRun whether to tell only what would be done
 */
export async function cleanUpAfter(verdict: Verdict, { isDryRun = false } = {}): Promise<Pass> {
  const remains = hasWon(verdict) ? nothing : await lookForRemains(verdict); // what has won is not undone
  const steps = stepsToEnd(verdict, remains, Date.now());
  return isDryRun ? foretell(steps) : takeSteps(steps, verdict);
}
