import { StartSigningJobCommand } from "@aws-sdk/client-signer";
import { signer } from "./aws/clients.ts";
import { refuseEnded } from "./aws/records.ts";
import { setting } from "./aws/setting.ts";
import { task } from "./aws/task.ts";
import { InputInvalidError } from "./firmware/input.ts";
import type { Release, ReleaseFile } from "./firmware/release.ts";
import { signedPrefix, signingToken } from "./firmware/signing.ts";

/**
 * Hands one image to AWS Signer; "Is It Signed?" asks after the job this returns.
 * @throws ReleaseEndedError when the release has a verdict (a redriven execution), InputInvalidError for a file that the
 * workflow does not sign
 */
export const handler = task(async ({ release, file }: { release: Release; file: ReleaseFile }) => {
  const { signing } = file;
  if (signing.by !== "pipeline") throw new InputInvalidError("a file that the pipeline signs", file.name);
  await refuseEnded(release);
  const { jobId } = await signer.send(
    new StartSigningJobCommand({
      clientRequestToken: signingToken(release, file), // the SDK's own token changes when Step Functions tries again
      profileName: signing.profile,
      source: { s3: { bucketName: file.bucket, key: file.key, version: file.versionId } },
      destination: { s3: { bucketName: setting("RELEASE_BUCKET"), prefix: signedPrefix(release.id) } },
    }),
  );
  return { signingJobId: jobId };
});
