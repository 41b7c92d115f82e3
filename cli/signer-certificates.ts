import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { UsageError } from "./usage-error.ts";

/** A signer's certificate that the devices keep: its path on them, and the file here that it is copied from. */
export interface SignerCertificate {
  readonly path: string;
  readonly file: string;
}

/**
 * Reads the certificates that go onto the devices.
 * @returns path on the device → PEM
 * @throws UsageError that names the file when it cannot be read, or is no certificate
 */
export async function readCertificates(certificates: readonly SignerCertificate[]): Promise<Map<string, string>> {
  return new Map(await Promise.all(certificates.map(async ({ path, file }) => [path, await readPem(file)] as const)));
}

async function readPem(file: string): Promise<string> {
  const pem = await readFile(file, "utf8").catch((error: Error) => {
    throw new UsageError(`The certificate ${file} cannot be read: ${error.message}`, { cause: error });
  });
  try {
    new X509Certificate(pem);
    return pem;
  } catch (error) {
    throw new UsageError(`${file} is no certificate in PEM`, { cause: error });
  }
}
