import assert from "node:assert/strict";
import { type Aws, refusal } from "./aws-cli.ts";
import type { Guide } from "./guide.ts";
import { profileName } from "./signing.ts";

/** The profile's end, and the certificate's. */
export async function retiring({ aws, step }: Guide, certificateArn: string): Promise<void> {
  await step(
    "cancel-signing-profile",
    async () => {
      await aws`signer cancel-signing-profile --profile-name ${profileName}`;
      const refused = await refusal(startWith(aws, profileName));
      assert.equal(refused.code, "ValidationException");
      return refused.said;
    },
    (said) => `no more jobs: ${said}`,
  );
  await step("delete-certificate", async () => {
    await aws`acm delete-certificate --certificate-arn ${certificateArn}`;
    const { code } = await refusal(aws`acm describe-certificate --certificate-arn ${certificateArn}`);
    assert.equal(code, "ResourceNotFoundException");
  });
}

function startWith(aws: Aws, profile: string): Promise<unknown> {
  const source = "s3={bucketName=any-bucket,key=any,version=any}";
  return aws`signer start-signing-job --profile-name ${profile} --source ${source} --destination s3={bucketName=any-bucket}`;
}
