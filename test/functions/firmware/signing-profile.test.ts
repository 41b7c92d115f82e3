import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { describe, expect, it } from "vitest";
import { certificatePathOf } from "../../../functions/firmware/signing-profile.ts";

const profile: GetSigningProfileResponse = {
  status: "Active",
  platformId: "AmazonFreeRTOS-Default",
  signingMaterial: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c1" },
  signingParameters: { certname: "/cert.pem" },
};

describe("a signing profile", () => {
  it("says where devices find its certificate", () => {
    expect(certificatePathOf("fw", profile)).toBe("/cert.pem");
  });

  it.each<[string, GetSigningProfileResponse]>([
    ["is Canceled: replaced", { ...profile, status: "Canceled", statusReason: "replaced" }],
    ["is Revoked", { ...profile, status: "Revoked" }],
    ["is of platform AWSLambda-SHA384-ECDSA", { ...profile, platformId: "AWSLambda-SHA384-ECDSA" }],
    ["is of platform undefined", { ...profile, platformId: undefined }],
    ["has no certificate", { ...profile, signingMaterial: undefined }],
    ["has no signing parameter certname", { ...profile, signingParameters: {} }],
  ])("is refused when it %s", (reason, unusable) => {
    expect(() => certificatePathOf("fw", unusable)).toThrowError(
      expect.objectContaining({
        name: "SignerProfileUnusableError",
        profile: "fw",
        message: expect.stringContaining(`Signing profile fw ${reason}`),
      }),
    );
  });
});
