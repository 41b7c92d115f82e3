import { type KeyObject, verify, X509Certificate } from "node:crypto";
import { promisify } from "node:util";

/** What a job document's `sig-<hash>-<algorithm>` members stand for: all that the OTA service knows. */
const schemes = {
  "sig-sha256-ecdsa": { hash: "sha256", isKey: isP256 },
  "sig-sha256-rsa": { hash: "sha256", isKey: isRsa },
  "sig-sha1-ecdsa": { hash: "sha1", isKey: isP256 },
  "sig-sha1-rsa": { hash: "sha1", isKey: isRsa },
};

export type SignatureMember = keyof typeof schemes;
export const signatureMembers = Object.keys(schemes) as SignatureMember[];

/** A file's signature and the name it goes by in the job document. */
export interface FileSignature {
  readonly member: SignatureMember;
  /** Of the DER form (ECDSA), or of the PKCS #1 v1.5 bytes (RSA). */
  readonly base64: string;
}

/** What a job says about who signed its file. */
export interface Signing {
  /** Path of the signer's certificate on the device. */
  readonly certificate: string | undefined;
  readonly signature: FileSignature | undefined;
}

const verifySignature = promisify(verify);

/**
 * Checks a signature over the raw image. Like AWS's agent it opens the certificate first and uses nothing of it but its
 * public key: no chain, no dates. A key that the signature's algorithm cannot have been made with makes it a bad
 * certificate. `certificates` is the device's file system: path → PEM.
 */
export async function checkSignature(
  image: Uint8Array,
  { certificate, signature }: Signing,
  certificates: ReadonlyMap<string, string>,
): Promise<"valid" | "bad certificate" | "bad signature"> {
  const key = publicKey(certificates.get(certificate ?? ""));
  if (!key) return "bad certificate";
  if (!signature) return "bad signature";
  const { hash, isKey } = schemes[signature.member];
  if (!isKey(key)) return "bad certificate";
  const valid = await verifySignature(hash, image, key, Buffer.from(signature.base64, "base64"));
  return valid ? "valid" : "bad signature";
}

function publicKey(pem: string | undefined): KeyObject | undefined {
  if (pem === undefined) return undefined;
  try {
    return new X509Certificate(pem).publicKey;
  } catch {
    return undefined; // no PEM, or no certificate
  }
}

function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyDetails?.namedCurve === "prime256v1";
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === "rsa";
}
