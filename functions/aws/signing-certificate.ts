import { DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { type CertificateReport, unfitness } from "../firmware/signing-certificate.ts";
import { acm } from "./clients.ts";
import { isNamed } from "./failure.ts";

/** The certificate, or undefined where ACM has none of that ARN. @throws the SDK's errors: AccessDeniedException, … */
export async function findCertificate(certificateArn: string): Promise<CertificateReport | undefined> {
  try {
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }));
    const { Status = "", NotAfter, KeyAlgorithm = "" } = Certificate ?? {};
    return {
      certificateArn,
      status: Status,
      notAfter: NotAfter?.toISOString() ?? null,
      keyAlgorithm: KeyAlgorithm.replace("-", "_"), // ACM's documents say EC_prime256v1, some of its answers EC-prime256v1
    };
  } catch (error) {
    if (isNamed(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/** Looks into ACM for what keeps a certificate from signing on a platform: in words, or undefined when nothing does. */
export async function lookForUnfitness(certificateArn: string, platformId: string): Promise<string | undefined> {
  const certificate = await findCertificate(certificateArn);
  if (!certificate) return "ACM has no certificate of this ARN in this account and region";
  return unfitness(certificate, platformId, Date.now());
}
