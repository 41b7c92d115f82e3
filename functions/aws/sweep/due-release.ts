import { stepsToRetire } from "../../firmware/ending.ts";
import type { ReleaseName } from "../../firmware/record-keys.ts";
import { describeExecution, isAlive } from "../executions.ts";
import { readVerdict } from "../records.ts";
import { lookForRemains } from "../remains.ts";
import { foretell, type Pass, takeSteps } from "../steps.ts";
import type { ChoreOptions } from "./chore.ts";

/**
 * Retires a release whose retention is over: deletes its OTA update, job, stream and signed objects, in this order and as
 * far as it goes by now, and at last the entry that says so. Its record stays.
 * @param entry the key of that entry
 */
export async function sweepDue(name: ReleaseName, entry: string, { isDryRun }: ChoreOptions): Promise<Pass> {
  const verdict = await readVerdict(name);
  if (!verdict) return stuck(entry, "the release has no record, so nothing of it is touched");
  if (isAlive(await describeExecution(verdict.execution, { since: Date.parse(verdict.announcedAt) })))
    return stuck(entry, "its execution runs again");
  const steps = stepsToRetire(verdict, await lookForRemains(verdict), entry);
  return isDryRun ? foretell(steps) : takeSteps(steps, verdict);
}

function stuck(what: string, why: string): Pass {
  return { taken: [], left: [{ what, why }] };
}
