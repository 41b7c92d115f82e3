import { randomUUID } from "node:crypto";
import type { CreateJobRequest, CreateOTAUpdateRequest, Protocol } from "@aws-sdk/client-iot";
import { sleep } from "../../clock.ts";
import type { OtaContext } from "./context.ts";
import { jobIdOf } from "./create-ota-update.ts";
import { asking, CreationFailure } from "./creation-failure.ts";
import { type JobFile, jobDocument } from "./job-document.ts";
import type { OtaUpdate } from "./ota-update-store.ts";
import { prepareFile } from "./prepare-file.ts";

const pendingFor = 500; // milliseconds
const jobTakes = 500;
export const defaultExpiresInSec = 1800;

/**
 * Makes what an OTA update consists of: signed files, a stream, a job. The update tells how that went. A failure leaves
 * behind what was made before it, as AWS may.
 */
export async function makeOtaUpdate(update: OtaUpdate, context: OtaContext, signal: AbortSignal): Promise<void> {
  const { clock, store } = context;
  const { otaUpdateId } = update;
  try {
    await sleep(clock, pendingFor, signal);
    store.change(otaUpdateId, { status: "CREATE_IN_PROGRESS" });
    const files = await prepareFiles(update, context, signal);
    const streamId = await provideStream(update, files, context);
    await sleep(clock, jobTakes, signal);
    const { jobId = "", jobArn = "" } = await asking("iot", () =>
      context.jobs.create(jobRequest(update, files, streamId, context)),
    );
    store.change(otaUpdateId, { status: "CREATE_COMPLETE", job: { id: jobId, arn: jobArn } });
  } catch (error) {
    if (signal.aborted) return; // local AWS stops: nobody will ask
    const code = error instanceof CreationFailure ? error.code : "InternalFailureException";
    const message = error instanceof Error ? error.message : String(error);
    store.change(otaUpdateId, { status: "CREATE_FAILED", errorInfo: { code, message } });
  }
}

function protocolsOf({ protocols }: CreateOTAUpdateRequest): Protocol[] {
  return protocols ?? ["MQTT"];
}

async function prepareFiles(update: OtaUpdate, context: OtaContext, signal: AbortSignal): Promise<JobFile[]> {
  const prepared: JobFile[] = [];
  for (const [index, file] of update.files.entries()) {
    const onSigningJob = (awsSignerJobId: string) => noteSigningJob(update.otaUpdateId, index, awsSignerJobId, context);
    const { roleArn = "" } = update.request;
    const isByHttp = protocolsOf(update.request).includes("HTTP");
    prepared.push(await prepareFile({ file, index, roleArn, isByHttp, onSigningJob }, context, signal));
  }
  return prepared;
}

function noteSigningJob(otaUpdateId: string, index: number, awsSignerJobId: string, { store }: OtaContext): void {
  const files = store.updates.get(otaUpdateId)?.files ?? [];
  store.change(otaUpdateId, {
    files: files.map((file, at) =>
      at === index ? { ...file, codeSigning: { ...file.codeSigning, awsSignerJobId } } : file,
    ),
  });
}

/** The user's stream, or one of the service's own over the images. HTTP alone needs none. */
async function provideStream(
  update: OtaUpdate,
  files: readonly JobFile[],
  { streams, store }: OtaContext,
): Promise<string | undefined> {
  const given = update.files[0]?.fileLocation?.stream?.streamId;
  if (given !== undefined || !protocolsOf(update.request).includes("MQTT")) return given;
  const streamId = `AFR_OTA-${randomUUID()}`;
  await asking("iot", () =>
    streams.create({
      streamId,
      files: files.map(({ fileId, location }) => ({ fileId, s3Location: location })),
      roleArn: update.request.roleArn,
    }),
  );
  store.change(update.otaUpdateId, { ownStreamId: streamId });
  return streamId;
}

function jobRequest(
  { otaUpdateId, request }: OtaUpdate,
  files: readonly JobFile[],
  streamId: string | undefined,
  { account }: OtaContext,
): CreateJobRequest {
  const protocols = protocolsOf(request);
  const expiresInSec = request.awsJobPresignedUrlConfig?.expiresInSec ?? defaultExpiresInSec;
  return {
    jobId: jobIdOf(otaUpdateId),
    targets: request.targets,
    description: `AWS job for OTAUpdateJobId = ${otaUpdateId}`,
    document: jobDocument({ account, protocols, streamId, files }),
    targetSelection: request.targetSelection,
    jobExecutionsRolloutConfig: request.awsJobExecutionsRolloutConfig,
    ...(request.awsJobAbortConfig && { abortConfig: { criteriaList: request.awsJobAbortConfig.abortCriteriaList } }),
    timeoutConfig: request.awsJobTimeoutConfig,
    ...(protocols.includes("HTTP") && { presignedUrlConfig: { roleArn: request.roleArn, expiresInSec } }),
  };
}
