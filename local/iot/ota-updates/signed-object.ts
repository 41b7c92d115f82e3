import type { Objects, SignedObjectVersion, SigningJob } from "./context.ts";
import { asking, CreationFailure } from "./creation-failure.ts";
import type { Signature } from "./job-document.ts";

/** What stands in an object that Signer wrote. */
export interface SignedObject {
  /** Bytes of the image itself. */
  readonly size: number;
  readonly signature: Signature;
  /** The image, where the platform embeds it. */
  readonly payload: Buffer | undefined;
  /** Where the image is, where the platform only points to it. */
  readonly payloadLocation: { readonly bucketName: string; readonly key: string; readonly version: string } | undefined;
}

/**
 * Reads the very version that a job wrote: the newest one of that key may be the raw image of an earlier update.
 * @throws CreationFailure when it is gone, or is nothing that Signer wrote
 */
export async function readSignedObject(
  job: SigningJob,
  { bucketName, key, versionId }: SignedObjectVersion,
  objects: Objects,
): Promise<SignedObject> {
  const bytes = await asking("s3", () => objects.read({ bucket: bucketName, key, versionId }));
  const { rawPayloadSize, signature, signatureAlgorithm, payload, payloadLocation } = parsed(
    bytes,
    `${bucketName}/${key}`,
  );
  const [hash = "", algorithm = ""] = signatureAlgorithm.split("with");
  return {
    size: rawPayloadSize,
    signature: { hash, algorithm, text: signature, certificateName: job.profile.signingParameters?.["certname"] },
    payload: payload === undefined ? undefined : Buffer.from(payload, "base64"),
    payloadLocation: payloadLocation?.s3,
  };
}

interface SignedJson {
  readonly rawPayloadSize: number;
  readonly signature: string;
  readonly signatureAlgorithm: string;
  readonly payload?: string;
  readonly payloadLocation?: { readonly s3: { bucketName: string; key: string; version: string } };
}

function parsed(bytes: Buffer, name: string): SignedJson {
  try {
    const json = JSON.parse(bytes.toString("utf8")) as Partial<SignedJson>;
    const { rawPayloadSize, signature, signatureAlgorithm } = json;
    if (rawPayloadSize !== undefined && signature && signatureAlgorithm) return json as SignedJson;
  } catch {
    // not even JSON
  }
  throw new CreationFailure("InvalidRequestException", `S3 object ${name} is no signed object`);
}
