import { sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { checkSignature, type SignatureMember, signatureMembers } from "../../../local/device/signature.ts";
import { image140, otaExecution, setUpBench } from "../../support/device-bench.ts";

const notBefore = Date.UTC(2026, 0, 1);
const signers = {
  ecdsa: await selfSignedCertificate({ commonName: "ec", notBefore }),
  rsa: await selfSignedCertificate({ commonName: "rsa", notBefore, keyType: "RSA-2048" }),
  "P-384": await selfSignedCertificate({ commonName: "ec", notBefore, keyType: "P-384" }),
};
const image = Buffer.from("an image");
const certificates = new Map(Object.entries(signers).map(([name, { certificate }]) => [name, certificate]));

const ofMember = (member: string) => /^sig-(sha1|sha256)-(rsa|ecdsa)$/.exec(member)?.slice(1) as ["sha1", "rsa"];
const signed = (hash: string, signer: keyof typeof signers, bytes: Uint8Array = image) =>
  sign(hash, bytes, signers[signer].privateKey).toString("base64");
const check = (member: SignatureMember, certificate: string, base64: string) =>
  checkSignature(image, { certificate, signature: { member, base64 } }, certificates);

describe.each(signatureMembers)("%s", (member) => {
  const [hash, algorithm] = ofMember(member);
  const otherHash = hash === ("sha256" as string) ? "sha1" : "sha256";
  const otherAlgorithm = algorithm === ("ecdsa" as string) ? "rsa" : "ecdsa";

  it("is valid over these very bytes by that very hash", async () => {
    await expect(check(member, algorithm, signed(hash, algorithm))).resolves.toBe("valid");
    await expect(check(member, algorithm, signed(otherHash, algorithm))).resolves.toBe("bad signature");
    await expect(check(member, algorithm, signed(hash, algorithm, Buffer.from("another")))).resolves.toBe(
      "bad signature",
    );
  });

  it("cannot be a key's of the other algorithm", async () => {
    await expect(check(member, otherAlgorithm, signed(hash, otherAlgorithm))).resolves.toBe("bad certificate");
  });
});

it("an ECDSA signature is by a P-256 key", async () => {
  await expect(check("sig-sha256-ecdsa", "P-384", signed("sha256", "P-384"))).resolves.toBe("bad certificate");
});

it.each(signatureMembers)("a device takes an image with %s", async (member) => {
  const [hash, algorithm] = ofMember(member);
  const file = { "sig-sha256-ecdsa": undefined, [member]: signed(hash, algorithm, image140), certfile: algorithm };
  const { device, verdict } = await setUpBench({
    script: { execution: otaExecution(image140, { file }) },
    certificates,
  });
  await device.start();
  await expect(verdict()).resolves.toMatchObject({ status: "SUCCEEDED" });
});
