import { X509Certificate } from "node:crypto";
import type { SigningChoice } from "./signing-choice.ts";

type CustomChoice = Extract<SigningChoice, { by: "custom" }>;

/** What cannot be in a signature that somebody else made, by the name of its field. */
export function customSigningProblem(signing: CustomChoice): { field: keyof CustomChoice; reason: string } | undefined {
  const { signature, certificate, signatureAlgorithm, unverified } = signing;
  const bytes = Buffer.from(signature, "base64");
  if (signatureAlgorithm === "ECDSA" && !isEcdsaSignature(bytes)) {
    return {
      field: "signature",
      reason: "it is not the DER encoding of an ECDSA signature, as openssl dgst -sign writes it",
    };
  }
  if (signatureAlgorithm === "RSA" && !isRsaSignature(bytes)) {
    return {
      field: "signature",
      reason: `it has ${bytes.length} bytes; of an RSA key it has 128 to 512, as many as the key`,
    };
  }
  if (certificate === undefined && unverified === undefined) {
    const reason =
      'It is missing. Give the signer\'s certificate in PEM, or say "unverified": true: then only the devices verify';
    return { field: "certificate", reason };
  }
  if (certificate !== undefined && unverified !== undefined) {
    return {
      field: "unverified",
      reason: "there is a certificate, so the signature is verified; leave one of them out",
    };
  }
  if (certificate !== undefined && !isCertificate(certificate)) {
    return { field: "certificate", reason: "it has the frame of a certificate in PEM, but no certificate in it" };
  }
  return undefined;
}

/** SEQUENCE { INTEGER r, INTEGER s } and nothing after it (RFC 3279). */
function isEcdsaSignature(bytes: Uint8Array): boolean {
  const sequence = derContent(bytes, 0x30);
  const r = sequence && derContent(sequence.content, 0x02);
  const s = r && derContent(r.rest, 0x02);
  return s !== undefined && sequence?.rest.length === 0 && s.rest.length === 0;
}

/** The content of the DER value that begins here, and what follows it. Lengths above 255 are none of a signature's. */
function derContent(bytes: Uint8Array, tag: number): { content: Uint8Array; rest: Uint8Array } | undefined {
  const long = bytes[1] === 0x81;
  const length = long ? bytes[2] : bytes[1];
  if (bytes[0] !== tag || length === undefined || length === 0 || (!long && length > 0x7f)) return undefined;
  const from = long ? 3 : 2;
  if (bytes.length < from + length) return undefined;
  return { content: bytes.subarray(from, from + length), rest: bytes.subarray(from + length) };
}

/** As long as the modulus: 1024 to 4096 bits. */
function isRsaSignature({ length }: Uint8Array): boolean {
  return length >= 128 && length <= 512;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}
