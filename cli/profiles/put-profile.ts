import { PutSigningProfileCommand } from "@aws-sdk/client-signer";
import { signer } from "../../functions/aws/clients.ts";
import { isDenied } from "../../functions/aws/failure.ts";
import { findCertificate } from "../../functions/aws/signing-certificate.ts";
import { type CertificateReport, unfitness } from "../../functions/firmware/signing-certificate.ts";
import { anotherName } from "./another-name.ts";
import { importCertificate } from "./certificates.ts";
import { listPlatforms, type PlatformReport } from "./platforms.ts";
import { findProfile } from "./profiles.ts";
import { readSigningFiles, type SigningFiles } from "./signing-files.ts";

/** What a profile is to be. */
export interface ProfileRequest {
  readonly profileName: string;
  readonly platformId: string;
  /** The certificate's path on the device. */
  readonly certname: string;
  readonly material: CertificateInAcm | CertificateInFiles;
}

export interface CertificateInAcm {
  readonly certificateArn: string;
}

export interface CertificateInFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** What was made. */
export interface MadeProfile {
  readonly profile: string;
  readonly profileVersionArn: string;
  readonly platformId: string;
  readonly certname: string;
  readonly certificateArn: string;
  /** Whether the certificate was imported for it. */
  readonly imported: boolean;
}

/**
 * Makes a signing profile. Everything that would make it useless is looked at first: its name can never be used again.
 * @throws Error that says what is wrong with the request; then nothing was made, or the message names what was
 */
export async function putProfile(request: ProfileRequest): Promise<MadeProfile> {
  const { profileName, platformId, certname, material } = request;
  const platform = await platformOf(platformId);
  const earlier = await findProfile(profileName);
  if (earlier) throw new Error(takenText(profileName, earlier.status));
  const files = "certificateFile" in material ? await readFiles(material, platform) : undefined;
  if ("certificateArn" in material) await checkCertificate(material.certificateArn, platform);
  const certificateArn = files ? await importCertificate(files) : (material as CertificateInAcm).certificateArn;
  const put = new PutSigningProfileCommand({
    profileName,
    platformId,
    signingMaterial: { certificateArn },
    signingParameters: { certname },
  });
  const { profileVersionArn = "" } = await signer.send(put).catch((error: Error) => {
    if (!files) throw error;
    const left = `The certificate was imported as ${certificateArn}; next time say --certificate-arn with it`;
    throw Object.assign(error, { message: `${error.message}. ${left}` });
  });
  return { profile: profileName, profileVersionArn, platformId, certname, certificateArn, imported: Boolean(files) };
}

async function platformOf(platformId: string): Promise<PlatformReport> {
  const platforms = (await listPlatforms()).filter(({ fitsFreeRtos }) => fitsFreeRtos);
  const found = platforms.find((platform) => platform.platformId === platformId);
  const names = platforms.map((platform) => platform.platformId).join(", ");
  if (!found) throw new Error(`${platformId} is no platform for FreeRTOS. Take one of ${names}.`);
  return found;
}

function takenText(profileName: string, status: string | undefined): string {
  const taken =
    status === "Active"
      ? `There is a signing profile ${profileName} already`
      : `The name ${profileName} was used before, by a profile that is ${status?.toLowerCase()}`;
  return `${taken}, and a name cannot be used again. Take another one, such as ${anotherName(profileName)}.`;
}

async function readFiles(material: CertificateInFiles, platform: PlatformReport): Promise<SigningFiles> {
  const files = await readSigningFiles(material.certificateFile, material.keyFile);
  refuseUnfit(material.certificateFile, { ...files, status: "ISSUED" }, platform); // which it is once it is imported
  return files;
}

/** Where ACM may not be asked, Signer has the last word. */
async function checkCertificate(certificateArn: string, platform: PlatformReport): Promise<void> {
  try {
    const found = await findCertificate(certificateArn);
    const problem = `There is no certificate ${certificateArn} in ACM. Import one with --certificate and --private-key.`;
    if (!found) throw new Error(problem);
    refuseUnfit(certificateArn, found, platform);
  } catch (error) {
    if (!isDenied(error)) throw error;
  }
}

function refuseUnfit(
  name: string,
  certificate: Omit<CertificateReport, "certificateArn">,
  { platformId }: PlatformReport,
): void {
  const problem = unfitness(certificate, platformId, Date.now());
  if (problem) throw new Error(`The certificate ${name} cannot sign on ${platformId}: ${problem}.`);
}
