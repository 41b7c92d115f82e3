import type {
  PutSigningProfileRequest,
  PutSigningProfileResponse,
  StartSigningJobRequest,
  StartSigningJobResponse,
} from "@aws-sdk/client-signer";
import * as sdk from "@aws-sdk/client-signer";
import type { Account } from "../account.ts";
import type { Clock, Timer } from "../clock.ts";
import { apiService } from "../http/api-service.ts";
import { type Authorize, allowAll } from "../http/authorize.ts";
import type { Service } from "../http/service.ts";
import { operations } from "./operations.ts";
import { signerPlayed } from "./played.ts";
import { putSigningProfile } from "./put-signing-profile.ts";
import { type SigningTools, signObject } from "./sign-object.ts";
import { type SignerStore, type SigningJob, type SigningProfile, signerStore } from "./signer-store.ts";
import { type Invoker, startSigningJob } from "./start-signing-job.ts";
import { type StatusChangeEvent, statusChangeEvent } from "./status-change-event.ts";

/** AWS Signer, as other services and its API see it. */
export interface Signer {
  readonly service: Service;
  readonly jobs: { find(jobId: string): SigningJob | undefined };
  readonly profiles: {
    find(profileName: string): SigningProfile | undefined;
    /** PutSigningProfile, with its `AwsError`s. */
    put(request: PutSigningProfileRequest): PutSigningProfileResponse;
  };
  /** StartSigningJob on somebody's behalf, with its `AwsError`s. */
  startJob(request: StartSigningJobRequest, invoker: Invoker): StartSigningJobResponse;
  /** Starts no more work on jobs, which stay in progress, and waits for the work that goes on. */
  stop(): Promise<void>;
}

const jobTakes = 1_000; // milliseconds; AWS's jobs take one to three seconds

/**
 * AWS Signer: signs objects in S3 with certificates of ACM, and tells EventBridge when it is done.
 * @param authorize asked whether whoever starts a job may read and write its objects
 */
export function createSigner({
  account,
  clock,
  publish,
  authorize = allowAll,
  ...tools
}: {
  account: Account;
  clock: Clock;
  publish: (event: StatusChangeEvent) => void;
  authorize?: Authorize;
} & SigningTools): Signer {
  const { certificates } = tools;
  const store = signerStore();
  const waiting = new Set<Timer>();
  const working = new Set<Promise<void>>();

  const work = async (job: SigningJob) => {
    publish(statusChangeEvent(account, await finish(job, { store, clock, tools })));
  };
  const begin = (job: SigningJob) => {
    const timer = clock.startTimer(jobTakes, () => {
      waiting.delete(timer);
      const done = work(job).finally(() => working.delete(done));
      working.add(done);
    });
    waiting.add(timer);
  };
  const startJob = (request: StartSigningJobRequest, invoker: Invoker) =>
    startSigningJob(request, store, { account, clock, invoker, authorize, begin });

  return {
    service: apiService({
      signingName: "signer",
      sdk,
      protocol: "restJson1",
      constraints: "signer",
      validationError: "ValidationException",
      played: signerPlayed,
      operations: operations(store, { account, certificates, startJob }),
    }),
    jobs: { find: (jobId) => store.jobs.get(jobId) },
    profiles: {
      find: (profileName) => store.profiles.get(profileName),
      put: (request) => putSigningProfile(request, store, { account, certificates }),
    },
    startJob,
    stop: async () => {
      for (const timer of waiting) timer.cancel();
      await Promise.all(working);
    },
  };
}

/** Signs, and writes into the job how that went. Never rejects: what went wrong is the job's reason. */
async function finish(
  job: SigningJob,
  { store, clock, tools }: { store: SignerStore; clock: Clock; tools: SigningTools },
): Promise<SigningJob> {
  const state = await signObject(job, tools, clock.now()).then(
    (signedObject) => ({ status: "Succeeded" as const, completedAt: clock.now(), signedObject }),
    (error: Error) => ({ status: "Failed" as const, completedAt: clock.now(), reason: error.message }),
  );
  const ended = { ...job, state };
  store.jobs.set(job.jobId, ended);
  return ended;
}
