import type { GetOTAUpdateRequest, GetOTAUpdateResponse, OTAUpdateFile } from "@aws-sdk/client-iot";
import { defaultExpiresInSec } from "./creation.ts";
import { type OtaUpdateStore, otaUpdateOf } from "./ota-update-store.ts";

/** Tells of an update as AWS does: never its role, tags, abort or timeout configuration. */
export function getOtaUpdate({ otaUpdateId }: GetOTAUpdateRequest, store: OtaUpdateStore): GetOTAUpdateResponse {
  const update = otaUpdateOf(store, otaUpdateId);
  const { request } = update;
  const hasFailed = update.status === "CREATE_FAILED"; // AWS shows both configurations empty then
  return {
    otaUpdateInfo: {
      otaUpdateId: update.otaUpdateId,
      otaUpdateArn: update.otaUpdateArn,
      creationDate: new Date(update.creationDate),
      lastModifiedDate: new Date(update.lastModifiedDate),
      description: request.description,
      targets: request.targets,
      protocols: request.protocols,
      awsJobExecutionsRolloutConfig: hasFailed ? {} : { maximumPerMinute: 0, ...request.awsJobExecutionsRolloutConfig },
      awsJobPresignedUrlConfig: hasFailed
        ? {}
        : { expiresInSec: defaultExpiresInSec, ...request.awsJobPresignedUrlConfig },
      targetSelection: request.targetSelection ?? "SNAPSHOT",
      otaUpdateFiles: update.files.map(shown),
      otaUpdateStatus: update.status,
      awsIotJobId: update.job?.id,
      awsIotJobArn: update.job?.arn,
      errorInfo: update.errorInfo,
      additionalParameters: request.additionalParameters,
    },
  };
}

/** The guide's example has empty structures where nothing was given. */
function shown(file: OTAUpdateFile): OTAUpdateFile {
  if (!file.codeSigning) return file;
  const { startSigningJobParameter, customCodeSigning = {}, ...codeSigning } = file.codeSigning;
  const started = startSigningJobParameter && { signingProfileParameter: {}, ...startSigningJobParameter };
  return { ...file, codeSigning: { ...codeSigning, startSigningJobParameter: started, customCodeSigning } };
}
