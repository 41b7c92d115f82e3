import { ImportCertificateCommand } from "@aws-sdk/client-acm";
import { acm } from "../../functions/aws/clients.ts";

/** What a certificate is imported from: PEM. */
export interface SigningMaterial {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Imports a certificate with its key. Resolves to its ARN. */
export async function importCertificate({ certificate, privateKey }: SigningMaterial): Promise<string> {
  const request = { Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) };
  const { CertificateArn = "" } = await acm.send(new ImportCertificateCommand(request));
  return CertificateArn;
}
