import { releaseIdOf } from "../../functions/firmware/release-id.ts";
import { begunExecution } from "./begun-execution.ts";
import type { Material } from "./material.ts";
import { uploadMaterial } from "./upload-material.ts";

/** A release that has begun. */
export interface Published {
  /** Its id. */
  readonly release: string;
  /** The execution's ARN. */
  readonly execution: string;
  readonly upload: { readonly bucket: string; readonly key: string; readonly versionId: string };
}

/** Where to publish. */
export interface PublishRequest {
  readonly firmwareBucket: string;
  readonly stateMachineArn: string;
  readonly say: (text: string) => void;
}

/** Uploads what a release is made of, and waits until its execution is there. */
export async function publishMaterial(
  material: Material,
  { firmwareBucket: bucket, stateMachineArn, say }: PublishRequest,
): Promise<Published> {
  const upload = await uploadMaterial(material, { bucket, say });
  const release = releaseIdOf(upload);
  say(`Release    ${release}`);
  const execution = await begunExecution(release, stateMachineArn);
  say(`Execution  ${execution}`);
  return { release, execution, upload };
}
