import { ACMClient, DescribeCertificateCommand, ImportCertificateCommand } from "@aws-sdk/client-acm";

const client = new ACMClient({ requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 } });

/** A certificate as AWS Certificate Manager knows it. */
export interface CertificateReport {
  readonly certificateArn: string;
  /** ISO 8601; null where ACM does not say. */
  readonly notAfter: string | null;
  /** `EC_prime256v1`, `RSA_2048`, …: one spelling for both of ACM's. */
  readonly keyAlgorithm: string;
}

/** @throws the SDK's errors: ResourceNotFoundException when the certificate is gone, AccessDeniedException, … */
export async function describeCertificate(certificateArn: string): Promise<CertificateReport> {
  const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }));
  const { NotAfter, KeyAlgorithm = "" } = Certificate ?? {};
  return {
    certificateArn,
    notAfter: NotAfter?.toISOString() ?? null,
    keyAlgorithm: KeyAlgorithm.replace("-", "_"), // ACM's documents say EC_prime256v1, some of its answers EC-prime256v1
  };
}

/** What a certificate is imported from: PEM. */
export interface SigningMaterial {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Imports a certificate with its key. Resolves to its ARN. */
export async function importCertificate({ certificate, privateKey }: SigningMaterial): Promise<string> {
  const request = { Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) };
  const { CertificateArn = "" } = await client.send(new ImportCertificateCommand(request));
  return CertificateArn;
}
