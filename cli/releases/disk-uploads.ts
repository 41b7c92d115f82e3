import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { UploadSource } from "../../functions/aws/upload-source.ts";
import { SourceVersionGoneError } from "../../functions/firmware/image.ts";
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

/** Files on this computer, as if they were uploaded: the pipeline's own code reads them there. */
export function diskUploads(material: Material): UploadSource {
  const pathOf = (upload: Upload): string => {
    const file = material.files.find(({ key }) => key === upload.key);
    if (!file) throw new SourceVersionGoneError(upload);
    return file.path;
  };
  return {
    async find(bucket, key) {
      const file = material.files.find((one) => one.key === key);
      const isThere = file && (await stat(file.path, { throwIfNoEntry: false }))?.isFile();
      return isThere ? { bucket, key, versionId: placeholderOf(file) } : undefined;
    },
    look: async (upload) => ({ size: (await stat(pathOf(upload))).size }),
    read: async (upload) => createReadStream(pathOf(upload)),
  };
}
