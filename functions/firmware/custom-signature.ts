import { createVerify, type KeyObject, X509Certificate } from "node:crypto";
import { printable } from "./printable.ts";
import type { CustomSigning } from "./release.ts";

/** A signature that somebody else made does not fit the file. Nothing is made of the release. */
export class SignatureInvalidError extends Error {
  override readonly name = "SignatureInvalidError";
  readonly file: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`The signature of ${printable(file)}: ${reason}`, options);
    this.file = file;
  }
}

/** Sees a file's bytes as they pass, and tells at their end whether the signature is one over them. */
export interface SignatureCheck {
  update(bytes: Uint8Array): void;
  /** @throws SignatureInvalidError */
  finish(): void;
}

/** What a signature is checked by; one without a certificate cannot be. */
export type VerifiableSigning = CustomSigning & { readonly certificate: string };

const keyTypes: Readonly<Record<CustomSigning["signatureAlgorithm"], string>> = { RSA: "rsa", ECDSA: "ec" };

/**
 * Begins to check a signature over a file by its signer's certificate, as devices will: RSA is PKCS #1 v1.5, ECDSA is in
 * DER. Whether the certificate has expired is not asked: devices do not either.
 * @throws SignatureInvalidError when the certificate cannot be read, or its key is of another kind
 */
export function checkSignature(file: string, signing: VerifiableSigning): SignatureCheck {
  const { signature, hashAlgorithm, signatureAlgorithm } = signing;
  const publicKey = readPublicKey(file, signing.certificate);
  if (publicKey.asymmetricKeyType !== keyTypes[signatureAlgorithm]) {
    const reason = `it is to be ${signatureAlgorithm}, and the certificate's key is ${publicKey.asymmetricKeyType}`;
    throw new SignatureInvalidError(file, `${reason}; give the certificate that it was made with`);
  }
  const verifier = createVerify(hashAlgorithm);
  return {
    update(bytes) {
      verifier.update(bytes);
    },
    finish() {
      if (verifier.verify(publicKey, signature, "base64")) return;
      const algorithm = `${hashAlgorithm} with ${signatureAlgorithm}`;
      throw new SignatureInvalidError(
        file,
        `by its certificate it is not one over the uploaded bytes (${algorithm}). Sign the very file, ` +
          `openssl dgst -${hashAlgorithm.toLowerCase()} -sign key.pem <file> | openssl base64 -A, and upload it again`,
      );
    },
  };
}

function readPublicKey(file: string, pem: string): KeyObject {
  try {
    return new X509Certificate(pem).publicKey; // its key is read only here
  } catch (cause) {
    throw new SignatureInvalidError(
      file,
      "its certificate cannot be read, or its key; give one of an RSA or EC key, in PEM",
      { cause },
    );
  }
}
