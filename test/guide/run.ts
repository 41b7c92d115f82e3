/**
 * Walks through "Creating an OTA update with the AWS CLI" with the real AWS CLI, against AWS on this computer:
 *
 *   node test/guide/run.ts
 *
 * Devices run beside it and check each image. Needs Python for the CLI, which `scripts/aws` installs at the first run, and
 * OpenSSL. A line a step; exit code 1 when any failed.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsCli } from "./aws-cli.ts";
import { combinations } from "./combinations.ts";
import type { Guide } from "./guide.ts";
import { createSigner } from "./openssl.ts";
import { startOtaLocal } from "./ota-local.ts";
import { platforms, prepareSigning, signingJob } from "./signing.ts";
import { createSteps } from "./steps.ts";
import { streams } from "./streams.ts";

const steps = createSteps((line) => console.log(line));
const directory = await mkdtemp(join(tmpdir(), "ota-guide-"));
const certificatePath = "/certs/ecdsasigner.crt";
try {
  const signer = await createSigner(directory);
  const certificate = `${certificatePath}=${join(directory, signer.certificateFile)}`;
  const local = await startOtaLocal("--devices", "2", "--speed", "10", "--certificate", certificate);
  try {
    const aws = awsCli({ directory, ...local }, () => {});
    const bucket = "afr-ota-guide";
    await aws`s3api create-bucket --bucket ${bucket}`;
    await aws`s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
    let minor = 3;
    const guide: Guide = {
      step: steps.step,
      aws,
      directory,
      local,
      signer,
      certificatePath,
      bucket,
      roleArn: "arn:aws:iam::123456789012:role/ota-service-role",
      iotArn: (resource) => `arn:aws:iot:${local.region}:123456789012:${resource}`,
      writeJson: (name, content) => writeFile(join(directory, name), JSON.stringify(content, undefined, 2)),
      nextVersion: () => `1.${++minor}.0`,
    };
    await steps.chapter("signing", async () => {
      const certificateArn = await prepareSigning(guide);
      await steps.chapter("platforms", () => platforms(guide));
      await steps.chapter("signing job", () => signingJob(guide));
      await steps.chapter("streams", () => streams(guide));
      await steps.chapter("combinations", () => combinations(guide, certificateArn));
    });
  } finally {
    await local.stop();
  }
} finally {
  await rm(directory, { recursive: true });
}
console.log(`guide: ${steps.done} steps, ${steps.failed} failed`);
process.exitCode = steps.failed === 0 ? 0 : 1;
