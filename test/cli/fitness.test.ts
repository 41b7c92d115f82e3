import { describe, expect, it } from "vitest";
import { daysLeft, unfitness } from "../../cli/profiles/fitness.ts";

const now = Date.parse("2026-06-01T00:00:00Z");
const ecdsa = { platformId: "AmazonFreeRTOS-Default", encryptionAlgorithms: ["ECDSA"] };
const rsa = { platformId: "AmazonFreeRTOS-TI-CC3220SF", encryptionAlgorithms: ["RSA"] };

describe("a certificate", () => {
  it.each([
    { keyAlgorithm: "EC_prime256v1", platform: ecdsa, notAfter: "2027-01-01T00:00:00Z", problem: undefined },
    { keyAlgorithm: "RSA_2048", platform: rsa, notAfter: "2027-01-01T00:00:00Z", problem: undefined },
    { keyAlgorithm: "EC_prime256v1", platform: ecdsa, notAfter: null, problem: undefined },
    {
      keyAlgorithm: "EC_prime256v1",
      platform: ecdsa,
      notAfter: "2026-05-31T23:59:59Z",
      problem: "it has expired on 2026-05-31",
    },
    {
      keyAlgorithm: "RSA_2048",
      platform: ecdsa,
      notAfter: null,
      problem: "its key is RSA_2048, and AmazonFreeRTOS-Default signs with ECDSA",
    },
    {
      keyAlgorithm: "EC_prime256v1",
      platform: rsa,
      notAfter: null,
      problem: "its key is EC_prime256v1, and AmazonFreeRTOS-TI-CC3220SF signs with RSA",
    },
    {
      keyAlgorithm: "EC_secp384r1",
      platform: ecdsa,
      notAfter: null,
      problem: "its key is EC_secp384r1, and devices of FreeRTOS verify by P-256 (EC_prime256v1)",
    },
  ])("of $keyAlgorithm until $notAfter on $platform.platformId: $problem", ({ platform, problem, ...certificate }) => {
    expect(unfitness(certificate, platform, now)).toBe(problem);
  });

  it("has whole days left", () => {
    expect(daysLeft("2026-06-30T23:00:00Z", now)).toBe(29);
    expect(daysLeft("2026-05-31T23:59:59Z", now)).toBe(-1);
  });
});
