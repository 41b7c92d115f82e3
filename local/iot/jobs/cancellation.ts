import type { JobsContext } from "./context.ts";
import { changeExecution } from "./executions.ts";
import type { Job } from "./job.ts";

/** Ends a job: nobody is offered it any more. Devices in the middle of it go on, unless it is forced. */
export function cancel(
  job: Job,
  {
    reasonCode,
    comment,
    force = false,
  }: { reasonCode?: string | undefined; comment?: string | undefined; force?: boolean | undefined },
  context: JobsContext,
): void {
  job.status = "CANCELED";
  job.forceCanceled ||= force;
  if (reasonCode !== undefined) job.reasonCode = reasonCode;
  if (comment !== undefined) job.comment = comment;
  job.lastUpdatedAt = context.clock.now();
  job.awaiting = [];
  job.isConcurrent = false;
  for (const execution of job.executions.values()) {
    const isMeant = execution.status === "QUEUED" || (force && execution.status === "IN_PROGRESS");
    if (isMeant) changeExecution(execution, { status: "CANCELED", forceCanceled: force }, context);
  }
}
