import type { ReleaseName } from "../../firmware/record-keys.ts";
import { cleanUpAfter } from "../clean-up-pass.ts";
import { describeExecution, type ExecutionState, isAlive } from "../executions.ts";
import { isNamed } from "../failure.ts";
import { type Announcement, readAnnouncement, readVerdict, writeVerdict } from "../records.ts";
import type { StoredObject } from "../release-bucket.ts";
import type { Pass } from "../steps.ts";
import { decideVerdict } from "../verdicts.ts";
import { type ChoreOptions, nothingToDo } from "./chore.ts";

/** Cleans up after a release that is announced and whose execution is over; one that is at work is left alone. */
export async function sweepAnnounced(name: ReleaseName, { isDryRun }: ChoreOptions): Promise<Pass> {
  const announced = await readAnnouncement(name);
  if (!announced) return nothingToDo;
  const state = await standing(announced); // before the verdict, which its last step writes
  if (isAlive(state)) return nothingToDo;
  const found = await readVerdict(name);
  if (found) return cleanUpAfter(found, { isDryRun });
  const decided = await decideVerdict(announced, state, "sweep");
  const verdict = isDryRun ? decided : await writeVerdict(decided);
  const { taken, left } = await cleanUpAfter(verdict, { isDryRun });
  const record = {
    what: `records/${name.product}/${name.id}.json`,
    why: `its execution is ${state.status}, and nobody has said that it is ${verdict.outcome}`,
  };
  return { taken: [record, ...taken], left };
}

/** An execution that may not be seen, of a machine that was replaced, is over when its release has its verdict. */
async function standing({ value, writtenAt }: StoredObject<Announcement>): Promise<ExecutionState> {
  try {
    return await describeExecution(value.execution, { since: writtenAt });
  } catch (error) {
    if (isNamed(error, "AccessDeniedException") && (await readVerdict(value.release))) return { status: "FAILED" };
    throw error;
  }
}
