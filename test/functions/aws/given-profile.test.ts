import { ImportCertificateCommand } from "@aws-sdk/client-acm";
import { describe, expect, it } from "vitest";
import { acm } from "../../../functions/aws/clients.ts";
import { checkGivenProfile } from "../../../functions/aws/given-profile.ts";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { pipelineBench } from "../../support/pipeline-bench.ts";

const { clock, signer, faults } = await pipelineBench();
const aDay = 86_400_000;

/** A certificate that can sign, unless another key is said: its ARN. */
async function certificate(like: Pick<Parameters<typeof selfSignedCertificate>[0], "keyType" | "days"> = {}) {
  const made = await selfSignedCertificate({ commonName: "signer", notBefore: clock.now(), ...like });
  const pair = { Certificate: Buffer.from(made.certificate), PrivateKey: Buffer.from(made.privateKey) };
  return (await acm.send(new ImportCertificateCommand(pair))).CertificateArn ?? "";
}

const good = await certificate();
let made = 0;

/** A profile that somebody has made: its name. */
async function profile({
  platformId = "AmazonFreeRTOS-Default",
  signingParameters = { certname: "/certs/signer.pem" } as Record<string, string>,
  certificateArn = good,
} = {}): Promise<string> {
  const profileName = `given_${++made}`;
  await signer.putSigningProfile({ profileName, platformId, signingMaterial: { certificateArn }, signingParameters });
  return profileName;
}

async function canceled(): Promise<string> {
  const profileName = await profile();
  await signer.cancelSigningProfile({ profileName });
  return profileName;
}

async function expired(): Promise<string> {
  const profileName = await profile({ certificateArn: await certificate({ days: 5 }) });
  await clock.advance(6 * aDay);
  return profileName;
}

describe("a signing profile that a stack is given", () => {
  it("is fit when it can sign, and is left as it was", async () => {
    const profileName = await profile();
    const { $metadata: _, ...before } = await signer.getSigningProfile({ profileName });
    await expect(checkGivenProfile(profileName)).resolves.toBeUndefined();
    expect(await signer.getSigningProfile({ profileName })).toMatchObject(before);
  });

  it("may be of the other platform for FreeRTOS, by the key that this signs with", async () => {
    const certificateArn = await certificate({ keyType: "RSA-2048" });
    const name = await profile({ platformId: "AmazonFreeRTOS-TI-CC3220SF", certificateArn });
    await expect(checkGivenProfile(name)).resolves.toBeUndefined();
  });

  it.each<[string, () => Promise<string>, string]>([
    ["it was never made", async () => "never_made", "does not exist in this account and region"],
    ["it is canceled", canceled, "is Canceled: "],
    [
      "it is of another platform",
      () => profile({ platformId: "AWSIoTDeviceManagement-SHA256-ECDSA" }),
      "is of platform AWSIoTDeviceManagement-SHA256-ECDSA, not of AmazonFreeRTOS-Default",
    ],
    ["it has no certname", () => profile({ signingParameters: {} }), "has no signing parameter certname"],
    [
      "its certificate has the other platform's key",
      async () => profile({ certificateArn: await certificate({ keyType: "RSA-2048" }) }),
      "has a certificate that cannot sign: its key is RSA_2048, and AmazonFreeRTOS-Default signs with ECDSA",
    ],
    [
      "its certificate is on another curve",
      async () => profile({ certificateArn: await certificate({ keyType: "P-384" }) }),
      "has a certificate that cannot sign: its key is EC_secp384r1, and devices of FreeRTOS verify by P-256",
    ],
    ["its certificate has expired", expired, "has a certificate that cannot sign: it has expired on "],
  ])("is refused, with the way out, when %s", async (_, given, problem) => {
    const name = await given();
    const refusal = await checkGivenProfile(name).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "SignerProfileUnusableError", profile: name });
    expect(String(refusal)).toContain(`Signing profile ${name} ${problem}`);
    expect(String(refusal)).toMatch(/\. Name another one in SigningProfileName: .* `ota profile put` makes one$/);
  });

  it("is not judged where AWS may not be asked: that is told", async () => {
    const name = await profile();
    faults.add({ service: "acm", operation: "DescribeCertificate", fault: "denied" });
    await expect(checkGivenProfile(name)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
