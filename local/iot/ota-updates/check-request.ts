import type { CreateOTAUpdateRequest, FileLocation, OTAUpdateFile } from "@aws-sdk/client-iot";
import { invalidRequest, notFound } from "../errors.ts";
import type { OtaContext } from "./context.ts";

/**
 * What can be wrong with a request and shows at once. What Signer and S3 have to say shows later, in `errorInfo`: the
 * service asks them while it makes the update.
 * @throws AwsError `InvalidRequestException`, `ResourceNotFoundException` for a target, a stream or a file in a stream
 */
export function checkRequest(request: CreateOTAUpdateRequest, { targets, streams }: OtaContext): void {
  for (const target of request.targets ?? []) {
    if (!target.startsWith("arn:")) throw invalidRequest(`Target ${target} is not the ARN of a thing or a thing group`);
    targets.thingsOf(target);
  }
  within("expiresInSec", request.awsJobPresignedUrlConfig?.expiresInSec, 60, 3600);
  within("inProgressTimeoutInMinutes", request.awsJobTimeoutConfig?.inProgressTimeoutInMinutes, 1, 10_080);
  const files = request.files ?? [];
  for (const file of files) checkFile(file);
  const streamIds = new Set(files.map((file) => file.fileLocation?.stream?.streamId));
  // A job document names one stream.
  if (streamIds.size > 1) throw invalidRequest("All files must come from one stream, or none from a stream");
  for (const { fileLocation } of files) checkStream(fileLocation, streams);
}

function within(name: string, value: number | undefined, from: number, to: number): void {
  if (value !== undefined && (value < from || value > to))
    throw invalidRequest(`${name} ${value} is not from ${from} to ${to}`);
}

/** Which location goes with which signing: "Creating an OTA update with the AWS CLI". */
function checkFile({ fileName, fileLocation: location = {}, codeSigning: signing = {} }: OTAUpdateFile): void {
  const refuse = (why: string) => invalidRequest(`File ${fileName ?? "without a name"}: ${why}`);
  const signings = [signing.awsSignerJobId, signing.startSigningJobParameter, signing.customCodeSigning];
  if (signings.filter(Boolean).length > 1) throw refuse("only one way of code signing can be given");
  if (location.stream && location.s3Location) throw refuse("only one location can be given");
  if (location.s3Location && !(location.s3Location.bucket && location.s3Location.key)) {
    throw refuse("s3Location needs bucket and key");
  }
  if (location.stream && location.stream.fileId === undefined) throw refuse("stream needs a fileId");
  if (signing.awsSignerJobId && location.s3Location) throw refuse("a signing job already says where the file is in S3");
  if (!signing.awsSignerJobId && !location.s3Location && !location.stream) throw refuse("it has no location");
  if (signing.startSigningJobParameter) {
    if (!location.s3Location) throw refuse("only a file in S3 can be signed");
    if (!signing.startSigningJobParameter.signingProfileName) throw refuse("signing needs a signingProfileName");
  }
  if (signing.customCodeSigning) {
    const { signature, hashAlgorithm, signatureAlgorithm } = signing.customCodeSigning;
    if (!signature?.inlineDocument || !hashAlgorithm || !signatureAlgorithm) {
      throw refuse("customCodeSigning needs signature, hashAlgorithm and signatureAlgorithm");
    }
  }
}

function checkStream({ stream }: FileLocation = {}, streams: OtaContext["streams"]): void {
  if (!stream) return;
  const files = streams.find(stream.streamId ?? "")?.files;
  if (!files) throw notFound(`Stream ${stream.streamId} does not exist`);
  if (files.some((file) => file.fileId === stream.fileId)) return;
  throw notFound(`Stream ${stream.streamId} has no file ${stream.fileId}`);
}
