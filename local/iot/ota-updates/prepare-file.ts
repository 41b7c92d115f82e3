import type { CustomCodeSigning, OTAUpdateFile, S3Location } from "@aws-sdk/client-iot";
import type { StreamFile } from "../streams/stream-store.ts";
import type { OtaContext, SignedObjectVersion } from "./context.ts";
import { asking, CreationFailure } from "./creation-failure.ts";
import type { JobFile, Signature } from "./job-document.ts";
import { readSignedObject, type SignedObject } from "./signed-object.ts";
import { awaitSigning, startSigning } from "./signing.ts";

const largestFile = 16 * 1024 * 1024; // "AWS IoT over-the-air updates quotas"

/** An update's file on its way into the job. */
export interface FileToPrepare {
  readonly file: OTAUpdateFile;
  /** Its place in the request: its id in a stream that the service makes. */
  readonly index: number;
  readonly roleArn: string;
  /** Devices may get it by HTTP: then the image has to be an object of its own. */
  readonly isByHttp: boolean;
  /** Hears of the signing job the service starts for it. */
  readonly onSigningJob: (jobId: string) => void;
}

type Image = Pick<JobFile, "location" | "size" | "signature">;

/**
 * Finds a file's image and signature, or has it signed: all the ways of "Creating an OTA update with the AWS CLI".
 * @throws CreationFailure
 */
export async function prepareFile(given: FileToPrepare, context: OtaContext, signal: AbortSignal): Promise<JobFile> {
  const { fileName, fileType, fileLocation } = given.file;
  const { location, size, signature } = await imageOf(given, context, signal);
  if (size > largestFile) {
    const message = `S3 object ${location.bucket}/${location.key} is larger than 16 MB`;
    throw new CreationFailure("InvalidRequestException", message);
  }
  return { fileName, fileType, fileId: fileLocation?.stream?.fileId ?? given.index, location, size, signature };
}

async function imageOf(given: FileToPrepare, context: OtaContext, signal: AbortSignal): Promise<Image> {
  const { awsSignerJobId, startSigningJobParameter, customCodeSigning } = given.file.codeSigning ?? {};
  const { stream, s3Location } = given.file.fileLocation ?? {};
  if (awsSignerJobId && stream) return imageInStream(given, awsSignerJobId, context, signal);
  if (awsSignerJobId) return signedImage(awsSignerJobId, context, signal);
  if (startSigningJobParameter && s3Location) {
    const { location } = await lookUp(s3Location, context);
    const source = { ...location, version: location.version ?? "null" };
    const jobId = await startSigning(startSigningJobParameter, source, { roleArn: given.roleArn, context });
    given.onSigningJob(jobId);
    return signedImage(jobId, context, signal);
  }
  const signature = customCodeSigning && customSignature(customCodeSigning);
  if (s3Location) return { ...(await lookUp(s3Location, context)), signature };
  return { ...(await lookUp(fileInStream(stream?.streamId, stream?.fileId, context), context)), signature };
}

/**
 * The image that a signing job signed. As AWS does, it is written over the signed object, whose older version stays the
 * JSON that Signer wrote; where that only points to the image, nothing is written.
 */
async function signedImage(jobId: string, context: OtaContext, signal: AbortSignal): Promise<Image> {
  const { job, signedObject } = await awaitSigning(jobId, context, signal);
  const signed = await readSignedObject(job, signedObject, context.objects);
  const { payload, size, signature } = signed;
  const location = payload ? await writeOver(signedObject, payload, context) : pointedTo(signed);
  return { location, size, signature };
}

async function writeOver(
  { bucketName: bucket, key }: SignedObjectVersion,
  payload: Buffer,
  { objects }: OtaContext,
): Promise<JobFile["location"]> {
  const written = await asking("s3", () => objects.write({ bucket, key, body: payload, reason: "CopyObject" }));
  return { bucket, key, version: written.versionId };
}

function pointedTo({ payloadLocation }: SignedObject): JobFile["location"] {
  if (!payloadLocation) throw new CreationFailure("InvalidRequestException", "The signed object has no payload");
  return { bucket: payloadLocation.bucketName, key: payloadLocation.key, version: payloadLocation.version };
}

/** The image in the user's own stream. When that streams the signed object itself, devices get the image in it. */
async function imageInStream(
  { file, isByHttp }: FileToPrepare,
  jobId: string,
  context: OtaContext,
  signal: AbortSignal,
): Promise<Image> {
  const { streamId = "", fileId = 0 } = file.fileLocation?.stream ?? {};
  const { job, signedObject } = await awaitSigning(jobId, context, signal);
  const { size, signature, payload } = await readSignedObject(job, signedObject, context.objects);
  const { location } = await lookUp(fileInStream(streamId, fileId, context), context);
  const isSignedObject =
    location.bucket === signedObject.bucketName &&
    location.key === signedObject.key &&
    location.version === signedObject.versionId;
  if (!(isSignedObject && payload)) return { location, size, signature };
  context.streams.unwrap(streamId, fileId);
  return { location: isByHttp ? await writeOver(signedObject, payload, context) : location, size, signature };
}

function fileInStream(streamId: string | undefined, fileId: number | undefined, { streams }: OtaContext): StreamFile {
  const file = streams.find(streamId ?? "")?.files.find((one) => one.fileId === fileId);
  if (!file)
    throw new CreationFailure("ResourceNotFoundException", `Stream ${streamId} has no file ${fileId} any more`);
  return file;
}

/** Size and version of an object: of its newest version when none is named. */
async function lookUp(
  { bucket = "", key = "", version }: S3Location,
  { objects }: OtaContext,
): Promise<Pick<Image, "location" | "size">> {
  const head = await asking("s3", () => objects.head({ bucket, key, versionId: version }));
  return { location: { bucket, key, version: version ?? head.versionId }, size: head.size };
}

/** The request carries the signature's base64 text as a blob, so base64 twice on the wire; devices get that text. */
function customSignature({
  signature,
  hashAlgorithm,
  signatureAlgorithm,
  certificateChain,
}: CustomCodeSigning): Signature {
  return {
    hash: hashAlgorithm ?? "",
    algorithm: signatureAlgorithm ?? "",
    text: Buffer.from(signature?.inlineDocument ?? []).toString("utf8"),
    certificateName: certificateChain?.certificateName,
  };
}
