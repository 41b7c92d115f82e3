import { ImportCertificateCommand } from "@aws-sdk/client-acm";
import { PutSigningProfileCommand } from "@aws-sdk/client-signer";
import { selfSignedCertificate } from "../local/acm/self-signed-certificate.ts";
import type { AwsClients } from "./aws-clients.ts";

/** What an account needs before its first release. */
export interface AccountSetUp {
  readonly product: string;
  readonly signingProfile: string;
  /** Where devices keep the signer's certificate. */
  readonly certificatePath: string;
}

/**
 * Does what a person does once in an account: imports a code-signing certificate, and makes the signing profile of it.
 * @returns the certificate, PEM, as it goes onto the devices
 */
export async function setUpAccount(
  { acm, signer }: Pick<AwsClients, "acm" | "signer">,
  { product, signingProfile, certificatePath }: AccountSetUp,
): Promise<string> {
  const { certificate, privateKey } = await selfSignedCertificate({
    commonName: `${product} firmware signer`,
    notBefore: Date.now(),
  });
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({ Certificate: Buffer.from(certificate), PrivateKey: Buffer.from(privateKey) }),
  );
  await signer.send(
    new PutSigningProfileCommand({
      profileName: signingProfile,
      platformId: "AmazonFreeRTOS-Default",
      signingMaterial: { certificateArn: CertificateArn },
      signingParameters: { certname: certificatePath },
    }),
  );
  return certificate;
}
