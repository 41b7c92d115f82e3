import type { JobsContext } from "./context.ts";
import { changeExecution, queueExecution } from "./executions.ts";
import { isPending, type Job } from "./job.ts";

/** Keeps jobs and groups together: a thing that joins a continuous job's targets gets its execution at once, and loses it when it leaves. */
export function followMemberships(context: JobsContext): void {
  context.targets.onMembershipChange((thingName) => {
    for (const job of context.jobs.values()) followThing(job, thingName, context);
  });
}

/** Also for a whole group that becomes a target later. */
export function followThing(job: Job, thingName: string, context: JobsContext): void {
  const execution = job.executions.get(thingName);
  const isTarget = isTargetOf(job, thingName, context);
  if (!isTarget) job.awaiting = job.awaiting.filter((name) => name !== thingName);
  if (execution && isPending(execution) && !isTarget) changeExecution(execution, { status: "REMOVED" }, context);
  const isNew = (!execution || execution.status === "REMOVED") && !job.awaiting.includes(thingName);
  const takesMore = job.targetSelection === "CONTINUOUS" && job.status === "IN_PROGRESS";
  if (isTarget && isNew && takesMore) queueExecution(job, thingName, context);
}

/** A snapshot job keeps whom it found when it was created, as long as the thing exists. */
function isTargetOf(job: Job, thingName: string, { targets }: JobsContext): boolean {
  if (targets.arnOf(thingName) === undefined) return false;
  return job.targetSelection === "SNAPSHOT" || job.targets.some((arn) => thingsNow(arn, targets).includes(thingName));
}

/** A target deleted since stands for nobody. */
function thingsNow(arn: string, { thingsOf }: JobsContext["targets"]): string[] {
  try {
    return thingsOf(arn);
  } catch {
    return [];
  }
}
