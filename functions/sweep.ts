import { withName } from "./aws/failure.ts";
import { logger } from "./aws/logger.ts";
import type { Pass } from "./aws/steps.ts";
import type { Chore, ChoreOptions } from "./aws/sweep/chore.ts";
import { listChores } from "./aws/sweep/chores.ts";
import { moveCursor, readCursor } from "./aws/sweep/cursor.ts";
import { task } from "./aws/task.ts";
import { parseSweep, type SweepReport, type SweptThing, sweepOrder } from "./firmware/sweep.ts";

const reserve = 40_000; // milliseconds: what is begun is finished, and the place written down

/**
 * Cleans up after every release that nobody else cleans up after: one whose execution is over, one that was undone or
 * cancelled and is not yet clean, one whose retention is over, and what came late. It works off the oldest first, within
 * its time, one after the other: what fails is told and tried again the next time.
 */
export const handler = task(async (input: unknown, context): Promise<SweepReport> => {
  const { dryRun } = parseSweep(input);
  const resumedAfter = await readCursor();
  const chores = sweepOrder(await listChores(), resumedAfter);
  const done: Done[] = [];
  const hasTime = () => context.getRemainingTimeInMillis() >= reserve;
  for (const chore of chores) {
    if (!hasTime()) break;
    done.push({ chore, ...(await tryTo(chore, { isDryRun: dryRun, hasTime })) });
  }
  const stoppedAfter = done.length < chores.length ? (done.at(-1)?.chore.place ?? resumedAfter) : undefined;
  if (!dryRun) await moveCursor(resumedAfter, stoppedAfter);
  const report: SweepReport = {
    dryRun,
    looked: done.length,
    swept: done.flatMap(({ chore, pass }) => pass.taken.map((thing) => told(chore, thing))),
    left: done.flatMap(({ chore, pass }) => pass.left.map((thing) => told(chore, thing))),
    ...(resumedAfter === undefined ? {} : { resumedAfter }),
    ...(stoppedAfter === undefined ? {} : { stoppedAfter }),
  };
  const { swept, left } = report;
  logger.info(dryRun ? "Looked what there is to sweep" : "Swept", {
    looked: report.looked,
    swept: swept.length,
    left: left.length,
    failed: done.filter(({ hasFailed }) => hasFailed).length, // an alarm counts them: what is only waited for is no trouble
    resumedAfter,
    stoppedAfter,
  });
  return report;
});

/** A chore, and what came of it: what failed with an error is among what is left. */
interface Done {
  readonly chore: Chore;
  readonly pass: Pass;
  readonly hasFailed: boolean;
}

/** One that fails never stops the rest. */
async function tryTo(chore: Chore, options: ChoreOptions): Promise<Omit<Done, "chore">> {
  try {
    return { pass: await chore.sweep(options), hasFailed: false };
  } catch (thrown) {
    const failure = withName(thrown);
    logger.error(`The sweep of ${chore.release} failed`, { error: failure, releaseId: chore.release });
    const left = [{ what: chore.release, why: `${failure.name}: ${failure.message}` }];
    return { pass: { taken: [], left }, hasFailed: true };
  }
}

function told({ release }: Chore, { what, why }: Omit<SweptThing, "release">): SweptThing {
  return { release, what, why };
}
