import { isDeepStrictEqual } from "node:util";
import type { CodeSigning, CreateOTAUpdateRequest, OTAUpdateFile, OTAUpdateInfo } from "@aws-sdk/client-iot";

// What GetOTAUpdate fills in where nothing was asked for ("Creating an OTA update with the AWS CLI").
const defaultRate = 0;
const defaultExpiresInSec = 1800;

/**
 * What of an existing OTA update is not as the request would have made it; undefined when all is that GetOTAUpdate tells. It
 * tells neither role nor tags, abort criteria nor timeout, and nothing of rollout and URLs once the creation has failed.
 */
export function differenceOfOtaUpdate(update: OTAUpdateInfo, request: CreateOTAUpdateRequest): string | undefined {
  if (update.targetSelection !== request.targetSelection) return `target selection ${update.targetSelection}`;
  if (!isDeepStrictEqual(sorted(update.targets), sorted(request.targets))) return "other targets";
  if (!isDeepStrictEqual(sorted(update.protocols), sorted(request.protocols))) return "other protocols";
  if (!areSameFiles(update.otaUpdateFiles, request.files)) return "other files";
  const toldRate = isNothing(update.awsJobExecutionsRolloutConfig) ? undefined : update.awsJobExecutionsRolloutConfig;
  const told: readonly [string, unknown, unknown][] = [
    ["another description", update.description, request.description],
    ["other additional parameters", update.additionalParameters, request.additionalParameters],
    ["another rollout rate", toldRate && rateOf(toldRate), rateOf(request.awsJobExecutionsRolloutConfig ?? {})],
    [
      "another lifetime of its URLs",
      update.awsJobPresignedUrlConfig?.expiresInSec,
      request.awsJobPresignedUrlConfig?.expiresInSec ?? defaultExpiresInSec,
    ],
  ];
  return told.find(([, found, asked]) => isToldOtherwise(found, asked))?.[0];
}

function sorted(values: readonly string[] | undefined): string[] {
  return [...(values ?? [])].sort();
}

function areSameFiles(found: readonly OTAUpdateFile[] = [], asked: readonly OTAUpdateFile[] = []): boolean {
  return (
    found.length === asked.length &&
    asked.every((file, at) => {
      const other = found[at] ?? {};
      return (
        isDeepStrictEqual(nameOf(other), nameOf(file)) &&
        (!file.fileLocation || isDeepStrictEqual(placeOf(other), placeOf(file))) && // else a job knows, and AWS may tell
        !isToldOtherwise(other.attributes, file.attributes) &&
        !isToldOtherwise(signingOf(other), signingOf(file))
      );
    })
  );
}

/** What a file of an OTA update is to devices. */
function nameOf({ fileName, fileVersion, fileType }: OTAUpdateFile) {
  return [fileName, fileVersion, fileType];
}

/** What says which bytes it delivers. */
function placeOf({ fileLocation: { stream, s3Location } = {} }: OTAUpdateFile) {
  const { bucket, key, version } = s3Location ?? {};
  return [stream?.streamId, stream?.fileId, bucket, key, version];
}

/** Who signs it: the job that the service started by itself is its own matter. */
function signingOf({
  codeSigning: { awsSignerJobId, startSigningJobParameter, customCodeSigning } = {},
}: OTAUpdateFile) {
  if (startSigningJobParameter) return startedSigning(startSigningJobParameter);
  return awsSignerJobId === undefined ? customSigning(customCodeSigning) : { awsSignerJobId };
}

function startedSigning({
  signingProfileName,
  signingProfileParameter = {},
  destination,
}: NonNullable<CodeSigning["startSigningJobParameter"]>) {
  return { signingProfileName, signingProfileParameter: { ...signingProfileParameter }, ...destination?.s3Destination };
}

function customSigning({
  signature,
  certificateChain,
  hashAlgorithm,
  signatureAlgorithm,
}: CodeSigning["customCodeSigning"] = {}) {
  if (!signature?.inlineDocument) return undefined;
  const text = Buffer.from(signature.inlineDocument).toString("utf8");
  return { text, certificateName: certificateChain?.certificateName, hashAlgorithm, signatureAlgorithm };
}

type Rate = CreateOTAUpdateRequest["awsJobExecutionsRolloutConfig"];

function rateOf({ maximumPerMinute = defaultRate, exponentialRate }: NonNullable<Rate>) {
  return { maximumPerMinute, exponentialRate };
}

/** Whether AWS tells something else than was asked for. What it does not tell may well be the same. */
function isToldOtherwise(found: unknown, asked: unknown): boolean {
  return !isNothing(found) && !isDeepStrictEqual(found, isNothing(asked) ? undefined : asked);
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}
