import { ImportCertificateCommand } from "@aws-sdk/client-acm";
import { PutSigningProfileCommand } from "@aws-sdk/client-signer";
import { selfSignedCertificate } from "../local/acm/self-signed-certificate.ts";
import type { AwsClients } from "./aws-clients.ts";
import { registerDevices } from "./register-devices.ts";

/** What a household of devices needs in an account before its first release. */
export interface AccountSetUp {
  readonly product: string;
  readonly thingNames: readonly string[];
  readonly signingProfile: string;
  /** Where devices keep the signer's certificate. */
  readonly certificatePath: string;
}

/**
 * Does what a person does once in an account: imports a code-signing certificate, makes the signing profile of it, and
 * registers the devices.
 * @returns the certificate, PEM, as it goes onto the devices
 */
export async function setUpAccount(
  { acm, iot, signer }: Pick<AwsClients, "acm" | "iot" | "signer">,
  { product, thingNames, signingProfile, certificatePath }: AccountSetUp,
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
  await registerDevices(iot, { product, thingNames });
  return certificate;
}
