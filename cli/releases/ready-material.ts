import { readImage } from "../../functions/aws/image.ts";
import { checkSignature } from "../../functions/firmware/custom-signature.ts";
import { checkStated, FileMissingError } from "../../functions/firmware/image.ts";
import type { ManifestFile } from "../../functions/firmware/manifest-file.ts";
import { keyBeside } from "../../functions/firmware/upload.ts";
import { diskUploads, plannedUpload } from "./disk-uploads.ts";
import { findMaterial, type Material, type MaterialRequest } from "./material.ts";
import { isRefusal, RefusedBeforehandError } from "./refusal.ts";

/**
 * Finds what a release is made of, and sees that the pipeline would not refuse it for what can be told without AWS: its key,
 * its manifest, the sizes, digests and signatures of its files.
 * @throws UsageError, RefusedBeforehandError
 */
export async function readyMaterial(request: MaterialRequest): Promise<Material> {
  try {
    const material = await findMaterial(request);
    await checkFiles(material);
    return material;
  } catch (error) {
    throw isRefusal(error) ? new RefusedBeforehandError(error) : error;
  }
}

const nowhere = ""; // no bucket is asked for these

async function checkFiles(material: Material): Promise<void> {
  const { manifest } = material;
  if (!manifest) return void (await readImage(plannedUpload(material, nowhere), diskUploads(material)));
  for (const { signing = manifest.signing, ...file } of manifest.files) {
    if (signing?.by !== "job") await checkFile(material, { ...file, ...(signing ? { signing } : {}) });
  }
}

async function checkFile(material: Material, { name, size, sha256, signing }: ManifestFile): Promise<void> {
  const source = diskUploads(material);
  const key = keyBeside(material.start.key, name);
  const upload = await source.find(nowhere, key);
  if (!upload) throw new FileMissingError(key);
  const certificate = signing?.by === "custom" ? signing.certificate : undefined;
  const check = certificate && signing?.by === "custom" ? checkSignature(name, { ...signing, certificate }) : undefined;
  const image = await readImage(upload, source, check);
  check?.finish();
  checkStated(upload, { ...(size === undefined ? {} : { size }), ...(sha256 === undefined ? {} : { sha256 }) }, image);
}
