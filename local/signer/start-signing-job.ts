import { randomUUID } from "node:crypto";
import type { SignatureValidityPeriod, StartSigningJobRequest, StartSigningJobResponse } from "@aws-sdk/client-signer";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { Authorize } from "../http/authorize.ts";
import { AwsError } from "../http/aws-error.ts";
import { authorizeObjects } from "./authorize-objects.ts";
import { profileOf, type SignerStore, type SigningJob } from "./signer-store.ts";

/** Who starts a job. */
export interface Invoker {
  readonly arn: string;
  readonly account: string;
}

/**
 * Takes a job in. A `clientRequestToken` that was used before answers with the job it started then.
 * @param begin is given the new job, to work on it later: whether the source exists shows only then
 * @throws AwsError `ResourceNotFoundException` without such a profile, `ValidationException` when it is canceled,
 *   `AccessDeniedException` when the invoker may not read the source or write the destination
 */
export function startSigningJob(
  request: StartSigningJobRequest,
  store: SignerStore,
  {
    account,
    clock,
    invoker,
    authorize,
    begin,
  }: { account: Account; clock: Clock; invoker: Invoker; authorize: Authorize; begin: (job: SigningJob) => void },
): StartSigningJobResponse {
  const known = store.tokens.get(request.clientRequestToken ?? "");
  if (known) return { jobId: known, jobOwner: account.id };
  const job = jobOf(request, store, { account, now: clock.now(), invoker });
  authorizeObjects(job, authorize);
  store.jobs.set(job.jobId, job);
  if (request.clientRequestToken) store.tokens.set(request.clientRequestToken, job.jobId);
  begin(job);
  return { jobId: job.jobId, jobOwner: account.id };
}

function jobOf(
  { profileName, profileOwner, source, destination }: StartSigningJobRequest,
  store: SignerStore,
  { account, now, invoker }: { account: Account; now: number; invoker: Invoker },
): SigningJob {
  const profile = profileOf(store, profileName);
  if (profileOwner && profileOwner !== account.id) {
    throw new AwsError(
      "AccessDeniedException",
      `Not authorized to sign with profile ${profileName} of ${profileOwner}`,
      403,
    );
  }
  if (profile.status !== "Active") throw invalid(`Signing profile ${profileName} is ${profile.status}`);
  const { bucketName, key, version } = source?.s3 ?? {};
  if (!bucketName || !key || !version) throw invalid("source.s3 needs bucketName, key and version");
  if (!destination?.s3?.bucketName) throw invalid("destination.s3.bucketName cannot be null");
  if (profile.platform.partner === "AWSLambda") {
    throw new AwsError("NotImplemented", `Local AWS does not sign for platform ${profile.platform.platformId}`, 501);
  }
  return {
    jobId: randomUUID(),
    source: { bucketName, key, version },
    destination: { bucketName: destination.s3.bucketName, prefix: destination.s3.prefix ?? "" },
    profile,
    createdAt: now,
    signatureExpiresAt: after(now, profile.signatureValidityPeriod),
    requestedBy: invoker.arn,
    jobInvoker: invoker.account,
    state: { status: "InProgress" },
  };
}

function after(now: number, { type, value = 0 }: SignatureValidityPeriod): number {
  const date = new Date(now);
  if (type === "DAYS") date.setUTCDate(date.getUTCDate() + value);
  else date.setUTCMonth(date.getUTCMonth() + value * (type === "YEARS" ? 12 : 1));
  return date.getTime();
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message, 400);
}
