import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEnds } from "../../local/ends.ts";
import { awsCli } from "./aws-cli.ts";
import type { createVocabulary } from "./document.ts";
import type { Guide } from "./guide.ts";
import { createSigner } from "./openssl.ts";
import { startOtaLocal } from "./ota-local.ts";
import type { Steps } from "./steps.ts";

const bucket = "afr-ota-guide";

/** All that the guide takes for granted: a signer, AWS, devices that keep the signer's certificate, a bucket with versioning. */
export async function openGuide(
  { step }: Steps,
  vocabulary: ReturnType<typeof createVocabulary>,
): Promise<{ guide: Guide; close: () => Promise<void> }> {
  const ends = createEnds();
  try {
    const directory = await mkdtemp(join(tmpdir(), "ota-guide-"));
    ends.add(() => rm(directory, { recursive: true }));
    const signer = await createSigner(directory, "ecdsasigner");
    const rsaSigner = await createSigner(directory, "rsasigner");
    const certificates = [signer, rsaSigner].flatMap(({ certificatePath, certificateFile }) => [
      "--certificate",
      `${certificatePath}=${join(directory, certificateFile)}`,
    ]);
    const local = await startOtaLocal("--devices", "2", "--speed", "10", ...certificates);
    ends.add(() => local.stop());
    const aws = awsCli({ directory, ...local }, vocabulary.noteCommand);
    const { Account } = await aws<{ Account: string }>`sts get-caller-identity`;
    await aws`s3api create-bucket --bucket ${bucket}`;
    await aws`s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
    let minor = 3;
    let files = 0;
    const guide: Guide = {
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
        vocabulary.noteFile(content);
        const name = `${++files}.json`;
        await writeFile(join(directory, name), JSON.stringify(content, undefined, 2));
        return `file://${name}`;
      },
      nextVersion: () => `1.${++minor}.0`,
    };
    return { guide, close: ends.all };
  } catch (error) {
    await ends.all();
    throw error;
  }
}
