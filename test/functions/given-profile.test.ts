import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { profileBench } from "../support/profile-bench.ts";
import { event } from "../support/releases.ts";

const bench = await profileBench();
const { ask, active, statusOf, stack } = bench;

const certificateArn = await bench.certificate();
let made = 0;

/** A profile that somebody has made. */
async function profile({
  platformId = "AmazonFreeRTOS-Default",
  signingParameters = { certname: "/certs/signer.pem" } as Record<string, string>,
  certificate = certificateArn,
} = {}): Promise<string> {
  const profileName = `given_${++made}`;
  await bench.signer.putSigningProfile({
    profileName,
    platformId,
    signingMaterial: { certificateArn: certificate },
    signingParameters,
  });
  return profileName;
}

const give = async (ProfileName: string, StackId?: string) =>
  ask({
    RequestType: "Create",
    StackId: StackId ?? (await stack()),
    ResourceProperties: { ProfileName, PlatformId: "AmazonFreeRTOS-Default", CertificateArn: "" },
  });

describe("a signing profile that a stack is given", () => {
  it("is what the stack signs by, and stays as it is", async () => {
    const name = await profile();
    const before = [await active(), await bench.signer.getSigningProfile({ profileName: name })];
    expect(await give(name)).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: name });
    const after = [await active(), await bench.signer.getSigningProfile({ profileName: name })];
    expect(after).toEqual([before[0], { ...(before[1] as object), $metadata: expect.anything() }]);
  });

  it("may be of the other platform for FreeRTOS, by the key that it signs with", async () => {
    const certificate = await bench.certificate({ keyType: "RSA-2048" });
    const name = await profile({ platformId: "AmazonFreeRTOS-TI-CC3220SF", certificate });
    expect(await give(name)).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: name });
  });

  it.each<[string, () => Promise<string>, string]>([
    ["never made", async () => "never_made", "does not exist in this account and region"],
    [
      "canceled",
      async () => {
        const profileName = await profile();
        await bench.signer.cancelSigningProfile({ profileName });
        return profileName;
      },
      "is Canceled: ",
    ],
    [
      "of another platform",
      async () => profile({ platformId: "AWSIoTDeviceManagement-SHA256-ECDSA" }),
      "is of platform AWSIoTDeviceManagement-SHA256-ECDSA, not of AmazonFreeRTOS-Default",
    ],
    ["without certname", async () => profile({ signingParameters: {} }), "has no signing parameter certname"],
    [
      "of a certificate with the other platform's key",
      async () => profile({ certificate: await bench.certificate({ keyType: "RSA-2048" }) }),
      "has a certificate that cannot sign: its key is RSA_2048, and AmazonFreeRTOS-Default signs with ECDSA",
    ],
    [
      "of an expired certificate",
      async () => profile({ certificate: await bench.expiredCertificate() }),
      "has a certificate that cannot sign: it has expired on ",
    ],
  ])("fails the deployment when it is %s", async (_, given, problem) => {
    const name = await given();
    const answer = await give(name);
    const { Reason } = (answer ?? {}) as { Reason?: string };
    expect(answer).toMatchObject({ Status: "FAILED" });
    expect(Reason).toContain(`SignerProfileUnusableError: Signing profile ${name} ${problem}`);
    expect(Reason).toMatch(/\. Name another one in SigningProfileName: /);
  });

  it("is not canceled when the stack goes away, while those that the stack has made before are", async () => {
    const StackId = await stack();
    const own = await ask({
      RequestType: "Create",
      StackId,
      ResourceProperties: {
        CertificateArn: certificateArn,
        CertificatePathOnDevice: "/certs/own.pem",
        PlatformId: "AmazonFreeRTOS-Default",
      },
    });
    const name = await profile();
    const request = { StackId, ResourceProperties: { ProfileName: name } };
    const PhysicalResourceId = own?.PhysicalResourceId ?? "";
    const updated = await ask({ ...request, RequestType: "Update", PhysicalResourceId });
    expect(updated).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: name });
    await ask({ ...request, RequestType: "Delete", PhysicalResourceId });
    expect(await statusOf(PhysicalResourceId)).toBe("Active");
    await bench.stacks.deleteStack({ StackName: StackId });
    expect(await ask({ ...request, RequestType: "Delete", PhysicalResourceId: name })).toMatchObject({
      Status: "SUCCESS",
    });
    expect([await statusOf(PhysicalResourceId), await statusOf(name)]).toEqual(["Canceled", "Active"]);
  });

  it("is named by a request as CloudFormation sends it", async () => {
    const asked = event("cloudformation.give-signing-profile") as Parameters<typeof ask>[0];
    const answer = await ask({ ...asked, RequestId: randomUUID() });
    expect(answer).toMatchObject({
      Status: "FAILED",
      Reason: expect.stringContaining("Signing profile ota_pipeline does not exist"),
    });
  });
});
