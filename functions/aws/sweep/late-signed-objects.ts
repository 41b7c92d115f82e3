import { lateSignedObjects } from "../../firmware/ending.ts";
import type { ReleaseName } from "../../firmware/record-keys.ts";
import { describeExecution, isAlive } from "../executions.ts";
import { readVerdict } from "../records.ts";
import { foretell, type Pass, takeSteps } from "../steps.ts";
import { type ChoreOptions, nothingToDo } from "./chore.ts";

/**
 * Deletes what Signer wrote for a release after everything else of it was gone. What lies below the name of a release that
 * has no record is not ours to judge.
 */
export async function sweepSigned(name: ReleaseName, { isDryRun }: ChoreOptions): Promise<Pass> {
  const verdict = await readVerdict(name);
  if (!verdict || isAlive(await describeExecution(verdict.execution))) return nothingToDo;
  const steps = [lateSignedObjects(verdict)];
  return isDryRun ? foretell(steps) : takeSteps(steps, verdict);
}
