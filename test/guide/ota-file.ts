import type { Guide, UploadedImage } from "./guide.ts";
import { signByHand } from "./openssl.ts";
import { fileId } from "./streams.ts";

/** A file of an update, as one writes it by hand: a signature is its base64 text. */
export interface OtaFile {
  readonly fileName: string;
  readonly fileVersion?: string;
  readonly fileLocation?:
    | { readonly stream: { readonly streamId: string; readonly fileId: number } }
    | { readonly s3Location: { readonly bucket: string; readonly key: string; readonly version: string } };
  readonly codeSigning: Readonly<Record<string, unknown>>;
}

/** Where the guide's images go on a device. */
export const fileName = "firmware.bin";

/** Where a file of a stream is. */
export function inStream(streamId: string) {
  return { stream: { streamId, fileId } } satisfies OtaFile["fileLocation"];
}

/** A file that lies in the bucket, but for its signature. */
export function inBucket({ bucket }: Guide, { version, key, versionId }: UploadedImage) {
  return {
    fileName,
    fileVersion: version,
    fileLocation: { s3Location: { bucket, key, version: versionId } },
  } satisfies Omit<OtaFile, "codeSigning">;
}

/** The signature that `openssl dgst -sha256 -sign` makes. */
export async function signedByHand(
  { directory, signer }: Guide,
  { file }: UploadedImage,
): Promise<OtaFile["codeSigning"]> {
  return {
    customCodeSigning: {
      signature: { inlineDocument: await signByHand(directory, signer, file) },
      certificateChain: { certificateName: signer.certificatePath },
      hashAlgorithm: "SHA256",
      signatureAlgorithm: "ECDSA",
    },
  };
}
