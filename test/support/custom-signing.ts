import { createSign } from "node:crypto";
import type { CertificateAndKey } from "../../local/acm/self-signed-certificate.ts";

/** Whose signature it is, and how it is made. */
export interface CustomSigner extends CertificateAndKey {
  readonly hashAlgorithm?: "SHA1" | "SHA256";
  readonly signatureAlgorithm?: "RSA" | "ECDSA";
}

/** What a manifest says of a file that its maker signed, as `openssl dgst -sign` does: verified by the certificate. */
export function customSigning(
  bytes: string | Uint8Array,
  { certificate, privateKey, hashAlgorithm = "SHA256", signatureAlgorithm = "ECDSA" }: CustomSigner,
) {
  return {
    by: "custom",
    signature: createSign(hashAlgorithm).update(bytes).sign(privateKey, "base64"),
    certificateName: "/certs/ours.pem",
    certificate,
    hashAlgorithm,
    signatureAlgorithm,
  } as const;
}
