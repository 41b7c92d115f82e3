import type {
  CancelJobRequest,
  CancelJobResponse,
  CreateJobRequest,
  CreateJobResponse,
  DeleteJobRequest,
  DescribeJobRequest,
  DescribeJobResponse,
  JobExecutionStatus,
  PresignedUrlConfig,
} from "@aws-sdk/client-iot";
import type { Account } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import type { Operations } from "../../http/api-service.ts";
import type { Service } from "../../http/service.ts";
import type { Broker } from "../broker.ts";
import type { Tags } from "../tags.ts";
import type { Targets } from "../things/targets.ts";
import { abortIfFailing } from "./abort.ts";
import { cancelJob } from "./cancel-job.ts";
import { completeIfOver } from "./completion.ts";
import type { JobsContext } from "./context.ts";
import { createJob } from "./create-job.ts";
import { deleteJob } from "./delete-job.ts";
import { describeJob } from "./describe-job.ts";
import { jobsDataPlane } from "./device/data-plane.ts";
import { serveDevices } from "./device/mqtt.ts";
import { changeExecution } from "./executions.ts";
import type { JobExecution } from "./job.ts";
import { followMemberships } from "./memberships.ts";
import { createNotifications } from "./notifications.ts";
import { operations } from "./operations.ts";
import { stoppableClock } from "./stoppable-clock.ts";
import { createTimeouts } from "./timeouts.ts";

/** The door to Jobs inside the process: what the OTA service does with jobs, by the same requests as AWS's API. All throw `AwsError`. */
export interface JobsDoor {
  create(request: CreateJobRequest): CreateJobResponse;
  describe(request: DescribeJobRequest): DescribeJobResponse;
  cancel(request: CancelJobRequest): CancelJobResponse;
  delete(request: DeleteJobRequest): void;
}

/**
 * Turns a job's stored document into the one a device gets; called each time a device is given it, for instance to put
 * fresh presigned URLs into it. It returns JSON, and does not throw.
 */
export type ResolveDocument = (
  document: string,
  job: { jobId: string; jobArn: string; thingName: string; presignedUrlConfig: PresignedUrlConfig | undefined },
) => string;

/** An execution that was queued, changed, or deleted (then it tells how it stood). */
export interface ExecutionNews {
  readonly jobId: string;
  readonly thingName: string;
  readonly status: JobExecutionStatus;
  readonly statusDetails: Readonly<Record<string, string>>;
}

/**
 * AWS IoT Jobs: its control plane, and the device API over MQTT and HTTP. Not played: templates, schedules, retries,
 * documents in S3, package versions, namespaces, and the events under `$aws/events/`.
 */
export function createJobs({
  resolveDocument = (document) => document,
  ...given
}: {
  account: Account;
  clock: Clock;
  broker: Broker;
  targets: Targets;
  tags: Tags;
  resolveDocument?: ResolveDocument;
}): {
  operations: Operations;
  dataPlane: Service;
  jobs: JobsDoor;
  /** Returns how to stop hearing. */
  watch(listener: (news: ExecutionNews) => void): () => void;
  stop(): void;
} {
  const clock = stoppableClock(given.clock);
  const listeners = new Set<(news: ExecutionNews) => void>();
  const context: JobsContext = {
    ...given,
    clock,
    jobs: new Map(),
    documentFor: ({ job, thingName }) =>
      resolveDocument(job.document, {
        jobId: job.id,
        jobArn: job.arn,
        thingName,
        presignedUrlConfig: job.presignedUrlConfig,
      }),
    follow(execution) {
      watchTime(execution);
      notify(execution.thingName);
      for (const listener of listeners) listener(newsOf(execution));
      abortIfFailing(execution.job, context);
      completeIfOver(execution.job, context);
    },
  };
  const watchTime = createTimeouts(clock, (execution) => changeExecution(execution, { status: "TIMED_OUT" }, context));
  const notify = createNotifications(given.broker, context);
  followMemberships(context);
  const stopServing = serveDevices(given.broker, context);

  return {
    operations: operations(context),
    dataPlane: jobsDataPlane(context),
    jobs: {
      create: (request) => createJob(request, context),
      describe: (request) => describeJob(request, context),
      cancel: (request) => cancelJob(request, context),
      delete: (request) => deleteJob(request, context),
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopServing();
      clock.stop();
    },
  };
}

function newsOf({ job, thingName, status, statusDetails }: JobExecution): ExecutionNews {
  return { jobId: job.id, thingName, status, statusDetails };
}
