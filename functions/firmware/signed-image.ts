import * as v from "valibot";
import type { FileSignature } from "./signing.ts";
import { SigningFailedError } from "./signing.ts";

/** The signature of an image as devices get it. */
export interface ImageSignature {
  /** Base64 of the DER encoding. */
  readonly signature: string;
  readonly hashAlgorithm: "SHA1" | "SHA256";
  readonly signatureAlgorithm: "ECDSA" | "RSA";
}

// Signer's JSONEmbedded format; the payload, the whole image again, is of no use here.
const signedImageSchema = v.object({
  signature: v.pipe(v.string(), v.base64()),
  signatureAlgorithm: v.pipe(v.string(), v.regex(/^(?:SHA1|SHA256)with(?:ECDSA|RSA)$/)),
});

/**
 * Takes the signature out of a signed object, which is JSON with the image in base64 beside it.
 * @throws SigningFailedError when it is something else
 */
export function readSignedImage(text: string, { signingJobId }: FileSignature): ImageSignature {
  const result = v.safeParse(signedImageSchema, parse(text, signingJobId));
  if (!result.success) throw new SigningFailedError(signingJobId, "the signed object has no signature we can read");
  const [hash, algorithm] = result.output.signatureAlgorithm.split("with");
  return {
    signature: result.output.signature,
    hashAlgorithm: hash as ImageSignature["hashAlgorithm"],
    signatureAlgorithm: algorithm as ImageSignature["signatureAlgorithm"],
  };
}

function parse(text: string, signingJobId: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SigningFailedError(signingJobId, "the signed object is not JSON", { cause });
  }
}
