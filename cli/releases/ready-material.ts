import { stat } from "node:fs/promises";
import { readImage } from "../../functions/aws/image.ts";
import { diskUploads, placeholderOf } from "./disk-uploads.ts";
import { findMaterial, type Material, type MaterialRequest } from "./material.ts";
import { isRefusal, RefusedBeforehandError } from "./refusal.ts";

/**
 * Finds what a release is made of, and sees that the pipeline would not refuse it for what can be told without AWS: its key,
 * its manifest, the sizes and digests of its files.
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

/** An image without a manifest is its own file; of a manifest only those it names. */
async function checkFiles(material: Material): Promise<void> {
  const source = diskUploads(material);
  const images = material.manifest ? material.files.filter((file) => file !== material.start) : material.files;
  for (const file of images) {
    await readImage({ bucket: "", key: file.key, versionId: placeholderOf(file) }, source);
  }
}
