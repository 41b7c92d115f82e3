import { describe, expect, it } from "vitest";
import { otherPlaceOf, unfitness } from "../../../functions/firmware/signing-certificate.ts";

const now = Date.parse("2026-06-01T00:00:00Z");
const ecdsa = "AmazonFreeRTOS-Default";
const rsa = "AmazonFreeRTOS-TI-CC3220SF";

describe("a certificate", () => {
  it.each([
    { keyAlgorithm: "EC_prime256v1", platform: ecdsa, notAfter: "2027-01-01T00:00:00Z", problem: undefined },
    { keyAlgorithm: "RSA_2048", platform: rsa, notAfter: "2027-01-01T00:00:00Z", problem: undefined },
    { keyAlgorithm: "EC_prime256v1", platform: ecdsa, notAfter: null, problem: undefined },
    { keyAlgorithm: "RSA_4096", platform: "AmazonFreeRTOS-Later", notAfter: null, problem: undefined },
    {
      keyAlgorithm: "EC_prime256v1",
      platform: ecdsa,
      notAfter: "2026-05-31T23:59:59Z",
      status: "EXPIRED",
      problem: "it has expired on 2026-05-31",
    },
    {
      keyAlgorithm: "EC_prime256v1",
      platform: ecdsa,
      notAfter: null,
      status: "PENDING_VALIDATION",
      problem: "it is PENDING_VALIDATION, not ISSUED",
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
  ])(
    "of $keyAlgorithm until $notAfter on $platform: $problem",
    ({ platform, problem, status = "ISSUED", ...certificate }) => {
      expect(unfitness({ status, ...certificate }, platform, now)).toBe(problem);
    },
  );

  it.each([
    ["us-east-1:123456789012", undefined],
    ["eu-west-1:123456789012", "it is of the region eu-west-1, and the stack of us-east-1"],
    ["us-east-1:210987654321", "it is of the account 210987654321, and the stack of 123456789012"],
  ])("of %s is elsewhere: %s", (place, problem) => {
    const stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/ota-pipeline/1";
    expect(otherPlaceOf(`arn:aws:acm:${place}:certificate/c1`, stackId)).toBe(problem);
  });
});
