import type { JobsContext } from "./context.ts";
import { isPending, type Job } from "./job.ts";

/** Ends a snapshot job whose last execution has ended, however they ended. A continuous job never completes by itself. */
export function completeIfOver(job: Job, { clock }: JobsContext): void {
  const isRunning = job.status === "IN_PROGRESS" && job.targetSelection === "SNAPSHOT";
  if (!isRunning || job.isConcurrent || [...job.executions.values()].some(isPending)) return;
  job.status = "COMPLETED";
  job.completedAt = clock.now();
  job.lastUpdatedAt = job.completedAt;
}
