import type {
  DescribeSigningJobRequest,
  DescribeSigningJobResponse,
  ListSigningJobsRequest,
  ListSigningJobsResponse,
} from "@aws-sdk/client-signer";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import { pageSize } from "./page-size.ts";
import type { SignerStore, SigningJob } from "./signer-store.ts";

export function describeSigningJob(
  { jobId }: DescribeSigningJobRequest,
  store: SignerStore,
  accountId: string,
): DescribeSigningJobResponse {
  const job = store.jobs.get(jobId ?? "");
  if (!job) throw new AwsError("ResourceNotFoundException", `Signing job ${jobId} does not exist`, 404);
  return {
    ...outline(job, accountId),
    overrides: job.profile.overrides,
    signingParameters: job.profile.signingParameters && { ...job.profile.signingParameters },
    requestedBy: job.requestedBy,
    completedAt: job.state.status === "InProgress" ? undefined : new Date(job.state.completedAt),
    statusReason: reasonOf(job),
  };
}

function reasonOf({ state }: SigningJob): string | undefined {
  if (state.status === "InProgress") return undefined;
  return state.status === "Succeeded" ? "Signing Succeeded" : state.reason;
}

/** Lists jobs, newest first; nothing here is ever revoked. */
export function listSigningJobs(
  request: ListSigningJobsRequest,
  store: SignerStore,
  accountId: string,
): ListSigningJobsResponse {
  const { status, platformId, requestedBy, jobInvoker, isRevoked, maxResults, nextToken } = request;
  const before = request.signatureExpiresBefore?.getTime() ?? Number.POSITIVE_INFINITY;
  const after = request.signatureExpiresAfter?.getTime() ?? Number.NEGATIVE_INFINITY;
  const wanted = [...store.jobs.values()]
    .reverse()
    .filter(
      (job) =>
        (!status || job.state.status === status) &&
        (!platformId || job.profile.platform.platformId === platformId) &&
        (!requestedBy || job.requestedBy === requestedBy) &&
        (!jobInvoker || job.jobInvoker === jobInvoker) &&
        !isRevoked &&
        job.signatureExpiresAt < before &&
        job.signatureExpiresAt > after,
    );
  const page = pageOf(wanted, pageSize(maxResults, nextToken), (job) => job.jobId);
  return {
    jobs: page.items.map((job) => ({ ...outline(job, accountId), isRevoked: false })),
    nextToken: page.nextToken,
  };
}

function outline(job: SigningJob, accountId: string) {
  const { profile, state } = job;
  return {
    jobId: job.jobId,
    source: { s3: job.source },
    // AWS tells no version of the signed object.
    signedObject:
      state.status === "Succeeded"
        ? { s3: { bucketName: state.signedObject.bucketName, key: state.signedObject.key } }
        : undefined,
    signingMaterial: { certificateArn: profile.certificateArn },
    createdAt: new Date(job.createdAt),
    status: state.status,
    profileName: profile.profileName,
    profileVersion: profile.profileVersion,
    platformId: profile.platform.platformId,
    platformDisplayName: profile.platform.displayName,
    signatureExpiresAt: new Date(job.signatureExpiresAt),
    jobOwner: accountId,
    jobInvoker: job.jobInvoker,
  };
}
