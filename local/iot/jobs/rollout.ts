import type { JobExecutionsRolloutConfig } from "@aws-sdk/client-iot";
import { invalidRequest } from "../errors.ts";
import { completeIfOver } from "./completion.ts";
import type { JobsContext } from "./context.ts";
import { queueExecution } from "./executions.ts";
import { countOf, type Job } from "./job.ts";

const minute = 60_000;
const mostPerMinute = 1000;

/** Gives the things that await a job their executions: at once as many as its rate allows, and as many again each minute. */
export function startRollout(job: Job, context: JobsContext): void {
  job.isConcurrent = true;
  context.clock.startTimer(0, () => rollOut(job, context)); // CreateJob answers before the first execution is there, as on AWS
}

function rollOut(job: Job, context: JobsContext): void {
  if (job.status !== "IN_PROGRESS") return;
  for (const thingName of job.awaiting.splice(0, ratePerMinute(job))) queueExecution(job, thingName, context);
  if (job.awaiting.length > 0) {
    context.clock.startTimer(minute, () => rollOut(job, context));
    return;
  }
  job.isConcurrent = false;
  completeIfOver(job, context);
}

/**
 * How many things are told this minute. An exponential rate is multiplied each time as many things more as its
 * criterion says were notified, or succeeded: 50, factor 2, 1000 makes 100 from 1000 on, 200 from 2000 on.
 */
export function ratePerMinute(job: Job): number {
  const { maximumPerMinute = mostPerMinute, exponentialRate } = job.rolloutConfig ?? {};
  if (!exponentialRate) return maximumPerMinute;
  const { baseRatePerMinute = 1, incrementFactor = 1, rateIncreaseCriteria } = exponentialRate;
  const { numberOfNotifiedThings, numberOfSucceededThings } = rateIncreaseCriteria ?? {};
  const increases = numberOfNotifiedThings
    ? job.notifiedThings / numberOfNotifiedThings
    : countOf(job, "SUCCEEDED") / (numberOfSucceededThings ?? Number.POSITIVE_INFINITY);
  return Math.min(maximumPerMinute, Math.floor(baseRatePerMinute * incrementFactor ** Math.floor(increases)));
}

/** @throws AwsError `InvalidRequestException` for more than 1000 a minute, or an exponential rate without exactly one criterion to increase it */
export function checkRollout({ maximumPerMinute = 1, exponentialRate }: JobExecutionsRolloutConfig = {}): void {
  if (maximumPerMinute > mostPerMinute) {
    throw invalidRequest(`maximumPerMinute must be 1 to ${mostPerMinute}, not ${maximumPerMinute}`);
  }
  if (!exponentialRate) return;
  const { numberOfNotifiedThings, numberOfSucceededThings } = exponentialRate.rateIncreaseCriteria ?? {};
  if ((numberOfNotifiedThings === undefined) !== (numberOfSucceededThings === undefined)) return;
  throw invalidRequest("rateIncreaseCriteria needs either numberOfNotifiedThings or numberOfSucceededThings");
}
