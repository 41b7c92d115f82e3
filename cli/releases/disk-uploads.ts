import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { type UploadSource, uploadsInS3 } from "../../functions/aws/upload-source.ts";
import type { Upload } from "../../functions/firmware/upload.ts";
import type { Material, MaterialFile } from "./material.ts";

/** What stands for the version id that S3 will give an upload: `<version id of app.bin>`. */
export function placeholderOf({ key }: Pick<MaterialFile, "key">): string {
  return `<version id of ${basename(key)}>`;
}

/** The upload that will start the release, as if it were there. */
export function plannedUpload({ start }: Material, bucket: string): Upload {
  return { bucket, key: start.key, versionId: placeholderOf(start) };
}

/** Files on this computer, as if they were uploaded: the pipeline's own code reads them there, and all others in S3. */
export function diskUploads(material: Material): UploadSource {
  const fileOf = ({ key, versionId }: Upload): MaterialFile | undefined =>
    material.files.find((file) => file.key === key && placeholderOf(file) === versionId);
  return {
    async find(bucket, key) {
      const file = material.files.find((one) => one.key === key);
      const isThere = file && (await stat(file.path, { throwIfNoEntry: false }))?.isFile();
      return isThere ? { bucket, key, versionId: placeholderOf(file) } : undefined;
    },
    async look(upload) {
      const file = fileOf(upload);
      return file ? { size: (await stat(file.path)).size } : uploadsInS3.look(upload);
    },
    async read(upload) {
      const file = fileOf(upload);
      return file ? createReadStream(file.path) : uploadsInS3.read(upload);
    },
  };
}
