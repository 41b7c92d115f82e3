import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeImage } from "../../local/device/image.ts";
import type { Aws } from "./aws-cli.ts";
import type { Signer } from "./openssl.ts";
import type { OtaLocal } from "./ota-local.ts";
import type { Steps } from "./steps.ts";

/** What every chapter of the guide works with. */
export interface Guide extends Pick<Steps, "step"> {
  readonly aws: Aws;
  /** Where the commands run and their files lie. */
  readonly directory: string;
  readonly local: OtaLocal;
  readonly signer: Signer;
  /** Of devices with an RSA key. */
  readonly rsaSigner: Signer;
  /** A bucket of the person who follows the guide, with versioning. */
  readonly bucket: string;
  readonly roleArn: string;
  /** Gives an ARN of IoT: `thing/thermostat-1`. */
  readonly iotArn: (resource: string) => string;
  /** Writes a file, and gives how a command names it: `file://…`. */
  readonly writeJson: (content: unknown) => Promise<string>;
  /** The next version: each image is newer than those before. */
  readonly nextVersion: () => string;
}

/** What the devices are, and their thing group's name. */
export const product = "thermostat";

/** An image of the next version, in a file of the directory and in the bucket. */
export interface UploadedImage {
  readonly version: string;
  readonly file: string;
  readonly key: string;
  readonly versionId: string;
}

const imageSize = 64 * 1024 + 100; // the last block is short

/** Makes the next image, and copies it to the bucket. */
export async function uploadNextImage(guide: Guide): Promise<UploadedImage> {
  const version = guide.nextVersion();
  const file = `app-${version}.bin`;
  const key = `images/${file}`;
  await writeFile(join(guide.directory, file), makeImage({ product, version, size: imageSize }));
  const { VersionId } = await guide.aws<{ VersionId: string }>`s3api put-object
    --bucket ${guide.bucket} --key ${key} --body ${file}`;
  return { version, file, key, versionId: VersionId };
}
