import "reflect-metadata"; // @peculiar/x509 resolves its parts by it
import { KeyObject, webcrypto } from "node:crypto";
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and the private key it belongs to, both PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const keyTypes = {
  "P-256": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  "P-384": { name: "ECDSA", namedCurve: "P-384", hash: "SHA-256" },
  "RSA-2048": {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  },
};

/**
 * A self-signed code-signing certificate as AWS's OTA guide makes one with openssl: key usage *digital signature*,
 * extended key usage *code signing*.
 * @param notBefore milliseconds since 1970; it is valid for `days` from then
 */
export async function selfSignedCertificate({
  commonName,
  notBefore,
  days = 3650,
  keyType = "P-256",
}: {
  commonName: string;
  notBefore: number;
  days?: number;
  keyType?: keyof typeof keyTypes;
}): Promise<CertificateAndKey> {
  const algorithm = keyTypes[keyType];
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }],
    notBefore: new Date(notBefore),
    notAfter: new Date(notBefore + days * 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning], true),
    ],
  });
  const privateKey = KeyObject.from(keys.privateKey).export({ type: "pkcs8", format: "pem" });
  return { certificate: `${certificate.toString("pem")}\n`, privateKey: privateKey.toString() };
}
