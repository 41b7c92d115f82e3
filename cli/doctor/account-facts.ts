import { type JobSummary, paginateListJobs, paginateListStreams } from "@aws-sdk/client-iot";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { iot } from "../../functions/aws/clients.ts";
import type { SweepReport } from "../../functions/firmware/sweep.ts";
import { SweeperFailedError, sweepNow } from "../sweep.ts";
import { look, lookFor, type Sight } from "./sight.ts";

/** How many there are; counting ends at ten thousand. */
export interface Count {
  readonly number: number;
  readonly isAll: boolean;
}

/** What fills up over time. */
export interface AccountFacts {
  readonly streams: Sight<Count>;
  /** Of jobs that are in progress. */
  readonly snapshotJobs: Sight<Count>;
  readonly continuousJobs: Sight<Count>;
  /** Jobs that AWS is still rolling out or cancelling. */
  readonly concurrentJobs: Sight<Count>;
  readonly jobsBeingDeleted: Sight<Count>;
  readonly undeliveredEvents: QueueFacts;
  readonly failedInvocations: QueueFacts;
  readonly leftovers: Sight<SweepReport | { readonly failure: string }>;
}

/** A queue of what came to nothing. */
export interface QueueFacts {
  readonly url: string;
  /** Undefined where the queue is gone. */
  readonly messages: Sight<number | undefined>;
}

const mostCounted = 10_000;
const maxResults = 250; // a page's most

/** Where to look: the name of the stack's sweeper, and the URLs of its queues. */
export interface AccountPlaces {
  readonly sweepFunction: string;
  readonly undeliveredEvents: string;
  readonly failedInvocations: string;
}

export async function lookAtAccount(places: AccountPlaces): Promise<AccountFacts> {
  const inProgress = await look("iot:ListJobs", () => all(jobsThatAre("IN_PROGRESS")));
  const ofThem = (isMeant: (job: JobSummary) => boolean): Sight<Count> =>
    inProgress.seen
      ? { seen: true, value: { number: inProgress.value.items.filter(isMeant).length, isAll: inProgress.value.isAll } }
      : inProgress;
  return {
    streams: await look("iot:ListStreams", () => count(streams())),
    snapshotJobs: ofThem(({ targetSelection }) => targetSelection !== "CONTINUOUS"),
    continuousJobs: ofThem(({ targetSelection }) => targetSelection === "CONTINUOUS"),
    concurrentJobs: ofThem(({ isConcurrent }) => isConcurrent === true),
    jobsBeingDeleted: await look("iot:ListJobs", () => count(jobsThatAre("DELETION_IN_PROGRESS"))),
    undeliveredEvents: await lookAtQueue(places.undeliveredEvents),
    failedInvocations: await lookAtQueue(places.failedInvocations),
    leftovers: await look("lambda:InvokeFunction on the sweeper", () => sweptDry(places.sweepFunction)),
  };
}

async function* streams(): AsyncGenerator<unknown> {
  for await (const page of paginateListStreams({ client: iot }, { maxResults })) yield* page.streams ?? [];
}

async function* jobsThatAre(status: "IN_PROGRESS" | "DELETION_IN_PROGRESS"): AsyncGenerator<JobSummary> {
  for await (const page of paginateListJobs({ client: iot }, { status, maxResults })) yield* page.jobs ?? [];
}

async function all<Item>(found: AsyncGenerator<Item>): Promise<{ items: Item[]; isAll: boolean }> {
  const items: Item[] = [];
  for await (const item of found) if (items.push(item) === mostCounted) return { items, isAll: false };
  return { items, isAll: true };
}

async function count(found: AsyncGenerator<unknown>): Promise<Count> {
  const { items, isAll } = await all(found);
  return { number: items.length, isAll };
}

/** What the sweeper would do now; its own failure is something that was seen. */
async function sweptDry(functionName: string): Promise<SweepReport | { failure: string }> {
  try {
    return await sweepNow(functionName, { dryRun: true });
  } catch (error) {
    if (error instanceof SweeperFailedError) return { failure: error.message };
    throw error;
  }
}

const sqs = new SQSClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 } });

async function lookAtQueue(url: string): Promise<QueueFacts> {
  const gone = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];
  const messages = await lookFor("sqs:GetQueueAttributes", gone, async () => {
    const AttributeNames = ["ApproximateNumberOfMessages" as const];
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
    return Number(Attributes?.["ApproximateNumberOfMessages"] ?? 0);
  });
  return { url, messages };
}
