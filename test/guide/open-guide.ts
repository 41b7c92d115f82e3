import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ends } from "../../local/ends.ts";
import { awsCli, installAwsCli } from "./aws-cli.ts";
import type { UsedVocabulary } from "./document.ts";
import type { Guide } from "./guide.ts";
import { createSigner } from "./openssl.ts";
import { startOtaLocal } from "./ota-local.ts";
import type { Steps } from "./steps.ts";

const bucket = "afr-ota-guide";

/**
 * Makes all that the guide takes for granted: the CLI, signers, AWS and devices that keep the signers' certificates, a bucket
 * with versioning. What is to be ended at last is added to `ends`.
 */
export async function openGuide({ step }: Steps, vocabulary: UsedVocabulary, ends: Ends): Promise<Guide> {
  await step("aws --version", installAwsCli, (version) => version);
  const directory = await mkdtemp(join(tmpdir(), "ota-guide-"));
  ends.add(() => rm(directory, { recursive: true }));
  const signer = await createSigner(directory, "ecdsasigner");
  const rsaSigner = await createSigner(directory, "rsasigner");
  const certificates = [signer, rsaSigner].flatMap(({ certificatePath, certificateFile }) => [
    "--certificate",
    `${certificatePath}=${join(directory, certificateFile)}`,
  ]);
  const words = ["--devices", "2", "--speed", "10", ...certificates];
  const local = await step(
    "ota local",
    () => startOtaLocal(words, ends),
    ({ endpoint }) => endpoint,
  );
  const aws = awsCli({ directory, ...local }, (words) => vocabulary.note(words, directory));
  const { Account } = await aws<{ Account: string }>`sts get-caller-identity`;
  await aws`s3api create-bucket --bucket ${bucket}`;
  await aws`s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
  let minor = 3;
  let files = 0;
  return {
    step,
    aws,
    directory,
    local,
    signer,
    rsaSigner,
    bucket,
    roleArn: `arn:aws:iam::${Account}:role/ota-service-role`,
    iotArn: (resource) => `arn:aws:iot:${local.region}:${Account}:${resource}`,
    async writeJson(content) {
      const name = `${++files}.json`;
      await writeFile(join(directory, name), JSON.stringify(content, undefined, 2));
      return `file://${name}`;
    },
    nextVersion: () => `1.${++minor}.0`,
  };
}
