import { type KeyObject, verify, X509Certificate } from "node:crypto";
import { promisify } from "node:util";

/** What a job says about who signed its file. */
export interface Signing {
  /** Path of the signer's certificate on the device. */
  readonly certificate: string | undefined;
  /** Base64 of the DER form. */
  readonly signature: string | undefined;
}

const verifySignature = promisify(verify);

/**
 * Checks an ECDSA P-256 / SHA-256 signature over the raw image. Like AWS's agent it opens the certificate first and uses nothing
 * of it but its public key: no chain, no dates. `certificates` is the device's file system: path → PEM.
 */
export async function checkSignature(
  image: Uint8Array,
  { certificate, signature }: Signing,
  certificates: ReadonlyMap<string, string>,
): Promise<"valid" | "bad certificate" | "bad signature"> {
  const key = publicKey(certificates.get(certificate ?? ""));
  if (!key) return "bad certificate";
  const valid = await verifySignature("sha256", image, key, Buffer.from(signature ?? "", "base64"));
  return valid ? "valid" : "bad signature";
}

function publicKey(pem: string | undefined): KeyObject | undefined {
  if (pem === undefined) return undefined;
  try {
    const key = new X509Certificate(pem).publicKey;
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : undefined;
  } catch {
    return undefined; // no PEM, or no certificate
  }
}
