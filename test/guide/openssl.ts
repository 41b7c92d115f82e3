import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The guide's extension file: who imports a certificate without these may sign nothing with it elsewhere. */
const configuration = `[ req ]
prompt             = no
distinguished_name = my_dn

[ my_dn ]
commonName = test_signer@example.com

[ my_exts ]
keyUsage         = digitalSignature
extendedKeyUsage = codeSigning
`;

/** A signer that OpenSSL made: files in the guide's directory, and where devices keep the certificate. */
export interface Signer {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificatePath: string;
}

const keys = {
  ecdsasigner: ["EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:named_curve"],
  rsasigner: ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
} as const;

/** Makes key and certificate with the commands of "Creating a code-signing certificate". */
export async function createSigner(directory: string, name: keyof typeof keys): Promise<Signer> {
  const certificateFile = `${name}.crt`;
  const keyFile = `${name}.key`;
  await writeFile(join(directory, "cert_config.txt"), configuration);
  await openssl(directory, "genpkey", "-algorithm", ...keys[name], "-outform", "PEM", "-out", keyFile);
  const extensions = ["-config", "cert_config.txt", "-extensions", "my_exts"];
  const files = ["-key", keyFile, "-out", certificateFile];
  await openssl(directory, "req", "-new", "-x509", ...extensions, "-nodes", "-days", "365", ...files);
  return { certificateFile, keyFile, certificatePath: `/certs/${certificateFile}` };
}

/** Signs a file as people do who sign by themselves. Base64 of the DER form. */
export async function signByHand(directory: string, { keyFile }: Signer, file: string): Promise<string> {
  await openssl(directory, "dgst", "-sha256", "-sign", keyFile, "-out", `${file}.sig`, file);
  return (await readFile(join(directory, `${file}.sig`))).toString("base64");
}

/**
 * Checks a signature with nothing but the certificate.
 * @throws Error when it is not the file's
 */
export async function checkSignature(
  directory: string,
  { certificateFile }: Signer,
  { file, signature }: { file: string; signature: string },
): Promise<void> {
  await writeFile(join(directory, `${file}.sig`), Buffer.from(signature, "base64"));
  await openssl(directory, "x509", "-in", certificateFile, "-pubkey", "-noout", "-out", "signer.pub");
  await openssl(directory, "dgst", "-sha256", "-verify", "signer.pub", "-signature", `${file}.sig`, file);
}

async function openssl(directory: string, ...words: string[]): Promise<void> {
  await run("openssl", words, { cwd: directory });
}
