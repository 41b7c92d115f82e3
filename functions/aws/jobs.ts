import {
  CancelJobCommand,
  DeleteJobCommand,
  DescribeJobCommand,
  DescribeJobExecutionCommand,
  GetJobDocumentCommand,
  type Job,
  ListJobExecutionsForJobCommand,
} from "@aws-sdk/client-iot";
import { reasonInWords } from "../firmware/device-reason.ts";
import { isOver } from "../firmware/offer.ts";
import { printable } from "../firmware/printable.ts";
import type { Verdict } from "../firmware/verdict.ts";
import { iot } from "./clients.ts";
import { isNamed, withName } from "./failure.ts";
import { logger } from "./logger.ts";
import { pace } from "./pace.ts";

const mostReasons = 5;
const deletionTurn = pace(9); // AWS's quota is 10 a second

/** The job as it stands, or undefined where there is none. */
export async function findJob(jobId: string): Promise<Job | undefined> {
  try {
    return (await iot.send(new DescribeJobCommand({ jobId }))).job;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** What the job tells devices, or undefined where there is none. */
export async function readJobDocument(jobId: string): Promise<string | undefined> {
  try {
    return (await iot.send(new GetJobDocumentCommand({ jobId }))).document;
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/**
 * Why the first devices failed: `thermostat-04: the signature does not fit the image (0x000000e3: 0x00000000)`. At most
 * five, because an error's message is read by people, and as far as they can be read.
 */
export async function firstReasons(jobId: string): Promise<string[]> {
  const reasons: string[] = [];
  try {
    for await (const reason of reasonsOf(jobId)) if (reasons.push(reason) === mostReasons) break;
  } catch (error) {
    logger.warn(`The reasons of ${jobId} cannot be read`, withName(error)); // the failure they explain must not be lost
  }
  return reasons;
}

async function* reasonsOf(jobId: string): AsyncGenerator<string> {
  for (const status of ["FAILED", "REJECTED", "TIMED_OUT"] as const) {
    const request = { jobId, status, maxResults: mostReasons };
    const { executionSummaries = [] } = await iot.send(new ListJobExecutionsForJobCommand(request));
    for (const { thingArn = "" } of executionSummaries) {
      const thingName = thingArn.slice(thingArn.lastIndexOf("/") + 1);
      yield `${thingName}: ${await reasonOf(jobId, thingName, status)}`;
    }
  }
}

async function reasonOf(jobId: string, thingName: string, status: string): Promise<string> {
  const looked = await iot.send(new DescribeJobExecutionCommand({ jobId, thingName })).catch((error: unknown) => {
    if (isNamed(error, "ResourceNotFoundException")) return undefined; // deleted since it was listed
    throw error;
  });
  const reason = looked?.execution?.statusDetails?.detailsMap?.["reason"];
  if (!reason) return `${status} without a reason`;
  const words = reasonInWords(reason);
  return words ? `${words} (${printable(reason)})` : printable(reason);
}

/**
 * Cancels the job for devices that have not begun; those in the middle finish. Whatever CancelJob answers, the job as it
 * then stands is what counts.
 * @returns the job afterwards, still to be cancelled when too many are at once; undefined when it is gone
 * @throws what else CancelJob answered, if the job still offers itself
 */
export async function cancelJob(jobId: string, { outcome, error }: Verdict): Promise<Job | undefined> {
  const request = {
    jobId,
    reasonCode: `RELEASE_${outcome.toUpperCase()}`,
    ...(error === undefined ? {} : { comment: printable(error) }),
  };
  const refusal: unknown = await iot.send(new CancelJobCommand(request)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const job = await findJob(jobId);
  if (refusal && job && !isOver(job) && !isNamed(refusal, "LimitExceededException")) throw refusal;
  return job;
}

/**
 * Begins to delete a job that is over. AWS deletes at most ten jobs at a time, and may take minutes for one.
 * @returns the job afterwards; undefined when it is gone
 * @throws what else DeleteJob answered, if the job is still there as it was
 */
export async function deleteJob(jobId: string): Promise<Job | undefined> {
  await deletionTurn();
  const refusal: unknown = await iot.send(new DeleteJobCommand({ jobId })).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const job = await findJob(jobId);
  const isLater = isNamed(refusal, "LimitExceededException") || job?.status === "DELETION_IN_PROGRESS";
  if (refusal && job && !isLater) throw refusal;
  return job;
}
