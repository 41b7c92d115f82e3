import { describe, expect, it } from "vitest";
import type { Sight } from "../../cli/doctor/sight.ts";
import { judgeSigning } from "../../cli/doctor/signing-checks.ts";
import type { SigningFacts } from "../../cli/doctor/signing-facts.ts";
import { anotherName } from "../../cli/profiles/another-name.ts";

const now = Date.parse("2026-06-01T00:00:00Z");

function seen<Value>(value: Value): Sight<Value> {
  return { seen: true, value };
}

const certificate = {
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c1",
  status: "ISSUED",
  notAfter: "2030-01-01T00:00:00.000Z",
  keyAlgorithm: "EC_prime256v1",
};
const profile = {
  status: "Active" as const,
  platformId: "AmazonFreeRTOS-Default",
  signingMaterial: { certificateArn: certificate.certificateArn },
  signingParameters: { certname: "/certs/signer.pem" },
};
const own: SigningFacts = {
  name: "ota_pipeline_SigningProfile_3c9bb594",
  isOwn: true,
  profile: seen(profile),
  certificate: seen(certificate),
};
const given: SigningFacts = { ...own, name: "firmware_signer", isOwn: false };

const troubles: { what: string; facts: Partial<SigningFacts>; says: string }[] = [
  { what: "was never made", facts: { profile: seen(undefined) }, says: "it does not exist" },
  { what: "is canceled", facts: { profile: seen({ ...profile, status: "Canceled" }) }, says: "it is Canceled" },
  { what: "has no certificate any more", facts: { certificate: seen(undefined) }, says: "it is gone from ACM" },
  {
    what: "has a certificate that soon ends",
    facts: { certificate: seen({ ...certificate, notAfter: "2026-06-20T00:00:00.000Z" }) },
    says: "until 2026-06-20, 19 days",
  },
  {
    what: "has a certificate of another key",
    facts: { certificate: seen({ ...certificate, keyAlgorithm: "RSA_2048" }) },
    says: "its key is RSA_2048",
  },
];

describe("a signing profile", () => {
  it("is well when it can sign", () => {
    expect(judgeSigning(own, now).map(({ status }) => status)).toEqual(["ok", "ok"]);
  });

  it.each(troubles)("of the stack's own that $what is replaced by deploying another certificate", ({ facts, says }) => {
    const finding = judgeSigning({ ...own, ...facts }, now).at(-1);
    expect(finding).toMatchObject({ says: expect.stringContaining(says) });
    expect(finding?.fix).toContain("scripts/sam deploy --parameter-overrides CertificateArn=<its ARN>");
    expect(finding?.fix).not.toContain("ota profile put");
  });

  it.each(troubles)(
    "that the stack was given, and that $what, is replaced by another one's name",
    ({ facts, says }) => {
      const finding = judgeSigning({ ...given, ...facts }, now).at(-1);
      expect(finding).toMatchObject({ says: expect.stringContaining(says) });
      expect(finding?.fix).toContain("ota profile put firmware_signer");
    },
  );

  it("is never to be called as a stack calls its own", () => {
    expect(anotherName("firmware_signer")).toBe("firmware_signer_2");
    expect(anotherName("a".repeat(64))).toBe(`${"a".repeat(62)}_2`);
    expect(anotherName("ota_pipeline_SigningProfile_3c9bb594")).toBe("ota_pipeline_2");
  });
});
