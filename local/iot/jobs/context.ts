import type { Account } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../../http/aws-error.ts";
import { notFound } from "../errors.ts";
import type { Tags } from "../tags.ts";
import type { Targets } from "../things/targets.ts";
import { isPending, type Job, type JobExecution } from "./job.ts";

/** What all parts of Jobs work on. */
export interface JobsContext {
  readonly account: Account;
  readonly clock: Clock;
  readonly tags: Tags;
  readonly targets: Targets;
  /** By id, oldest first. */
  readonly jobs: Map<string, Job>;
  /** The document as the execution's device gets it now, JSON. */
  readonly documentFor: (execution: JobExecution) => string;
  /** Called after an execution was queued, changed or taken away: what else follows from it happens here. */
  readonly follow: (execution: JobExecution) => void;
}

/** @throws AwsError `ResourceNotFoundException` */
export function jobOf({ jobs }: Pick<JobsContext, "jobs">, jobId: string | undefined): Job {
  const job = jobs.get(jobId ?? "");
  if (!job) throw notFound(`Job ${jobId} cannot be found.`);
  return job;
}

/** Everything a thing was ever given to do, in the order in which it was queued; of what was queued at once, the older job first. */
export function executionsOf({ jobs }: Pick<JobsContext, "jobs">, thingName: string): JobExecution[] {
  const executions = [...jobs.values()].flatMap((job) => job.executions.get(thingName) ?? []);
  return executions.sort((one, other) => one.queuedAt - other.queuedAt);
}

/** What a thing still has to do: what is in progress before what is queued, then in the order in which it was queued. */
export function pendingOf(context: Pick<JobsContext, "jobs">, thingName: string): JobExecution[] {
  const pending = executionsOf(context, thingName).filter(isPending);
  return [
    ...pending.filter(({ status }) => status === "IN_PROGRESS"),
    ...pending.filter(({ status }) => status === "QUEUED"),
  ];
}

export function invalidStateTransition(message: string): AwsError {
  return new AwsError("InvalidStateTransitionException", message, 409);
}
