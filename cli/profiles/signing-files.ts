import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { CertificateReport } from "../../functions/firmware/signing-certificate.ts";
import { UsageError } from "../usage-error.ts";
import type { SigningMaterial } from "./certificates.ts";

/** A certificate and its key, read from files. */
export interface SigningFiles extends SigningMaterial, Pick<CertificateReport, "notAfter" | "keyAlgorithm"> {}

/**
 * Reads a certificate and its private key from PEM files, and looks whether they belong together.
 * @throws UsageError that names the file, and never shows anything of the key
 */
export async function readSigningFiles(certificateFile: string, keyFile: string): Promise<SigningFiles> {
  const [certificate, privateKey] = await Promise.all([textOf(certificateFile), textOf(keyFile)]);
  const x509 = parsed(() => new X509Certificate(certificate), `${certificateFile} is no certificate in PEM`);
  if (privateKey.includes("ENCRYPTED"))
    throw new UsageError(`${keyFile} is encrypted: ACM takes a key without a passphrase`);
  const key = parsed(() => createPrivateKey(privateKey), `${keyFile} is no private key in PEM`);
  if (!x509.checkPrivateKey(key))
    throw new UsageError(`${keyFile} is not the key of the certificate ${certificateFile}`);
  return {
    certificate,
    privateKey,
    notAfter: x509.validToDate.toISOString(),
    keyAlgorithm: keyAlgorithmOf(x509),
  };
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new UsageError(`${file} cannot be read: ${reason}`, { cause: error });
  });
}

function parsed<Value>(parse: () => Value, what: string): Value {
  try {
    return parse();
  } catch (cause) {
    throw new UsageError(what, { cause });
  }
}

/** As ACM calls it. */
function keyAlgorithmOf({ publicKey }: X509Certificate): string {
  const { namedCurve, modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === "ec") return `EC_${namedCurve}`;
  return `${publicKey.asymmetricKeyType?.toUpperCase()}_${modulusLength ?? ""}`;
}
