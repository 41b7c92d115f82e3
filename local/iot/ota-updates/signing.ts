import { randomUUID } from "node:crypto";
import type { S3Location, SigningProfileParameter, StartSigningJobParameter } from "@aws-sdk/client-iot";
import { sleep } from "../../clock.ts";
import type { OtaContext, SignedObjectVersion, SigningJob } from "./context.ts";
import { asking, CreationFailure } from "./creation-failure.ts";

const defaultPrefix = "signedImage/"; // "Creating an OTA update with the AWS CLI"
const betweenLooks = 500; // milliseconds

/**
 * Has Signer sign a file for an OTA update, with a profile made for it, if need be.
 * @returns the id of the signing job
 * @throws CreationFailure
 */
export async function startSigning(
  { signingProfileName, signingProfileParameter, destination }: StartSigningJobParameter,
  source: Required<S3Location>,
  { roleArn, context: { account, signer } }: { roleArn: string; context: OtaContext },
): Promise<string> {
  const profileName = signingProfileName ?? "";
  await asking("signer", () => provideProfile(profileName, signingProfileParameter, signer));
  const { bucket, prefix } = destination?.s3Destination ?? {};
  const request = {
    profileName,
    source: { s3: { bucketName: source.bucket, key: source.key, version: source.version } },
    destination: { s3: { bucketName: bucket ?? source.bucket, prefix: prefix ?? defaultPrefix } },
    clientRequestToken: randomUUID(),
  };
  const roleName = roleArn.split("/").at(-1);
  const invoker = { arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/AWSIoTOTAUpdate`, account: account.id };
  const { jobId } = await asking("signer", () => signer.startJob(request, invoker));
  return jobId ?? "";
}

/** A profile's name given with parameters: it is made, or has to have exactly these. */
function provideProfile(
  profileName: string,
  parameter: SigningProfileParameter | undefined,
  { profiles }: OtaContext["signer"],
): void {
  if (!parameter || Object.values(parameter).every((value) => value === undefined)) return;
  const { platform, certificateArn, certificatePathOnDevice } = parameter;
  const profile = profiles.find(profileName);
  if (!profile) {
    profiles.put({
      profileName,
      platformId: platform,
      signingMaterial: { certificateArn },
      ...(certificatePathOnDevice !== undefined && { signingParameters: { certname: certificatePathOnDevice } }),
    });
    return;
  }
  const isSame =
    profile.platform.platformId === platform &&
    profile.certificateArn === certificateArn &&
    profile.signingParameters?.["certname"] === certificatePathOnDevice;
  if (isSame) return;
  const message = `Signing profile ${profileName} exists with other parameters than signingProfileParameter has`;
  throw new CreationFailure("InvalidRequestException", message);
}

/**
 * Waits for a signing job to end.
 * @throws CreationFailure when there is no such job, or it failed
 */
export async function awaitSigning(
  jobId: string,
  { clock, signer }: OtaContext,
  signal: AbortSignal,
): Promise<{ job: SigningJob; signedObject: SignedObjectVersion }> {
  for (;;) {
    const job = await asking("signer", () => signer.jobs.find(jobId));
    if (!job)
      throw new CreationFailure(
        "ResourceNotFoundException",
        `Signing job ${jobId} does not exist (Service: AWSSigner; Status Code: 404; Error Code: ResourceNotFoundException)`,
      );
    if (job.state.status === "Succeeded") return { job, signedObject: job.state.signedObject };
    if (job.state.status === "Failed") {
      throw new CreationFailure("AWSSignerException", `Signing job ${jobId} failed: ${job.state.reason}`);
    }
    await sleep(clock, betweenLooks, signal);
  }
}
