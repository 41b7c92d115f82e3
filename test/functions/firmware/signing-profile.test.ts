import type { GetSigningProfileResponse } from "@aws-sdk/client-signer";
import { describe, expect, it } from "vitest";
import { certificatePathOf, checkAllowed, checkSameProfile } from "../../../functions/firmware/signing-profile.ts";

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

  it.each([
    ["ota_pipeline", ["ota_pipeline", "ota_pipeline"]],
    ["lab_7", ["ota_pipeline", "lab_*"]],
    ["anything", ["ota_pipeline", "*"]],
    ["lab_7", ["ota_pipeline", "lab_7"]],
  ])("%s is allowed by %j", (name, allowed) => {
    expect(() => checkAllowed(name, allowed)).not.toThrow();
  });

  it.each([
    ["ota_pipeline2", ["ota_pipeline"]],
    ["my_lab_7", ["ota_pipeline", "lab_*"]],
    ["lab_7", ["ota_pipeline", "lab_"]],
    ["", ["ota_pipeline"]],
  ])("%s is not allowed by %j", (name, allowed) => {
    expect(() => checkAllowed(name, allowed)).toThrowError(
      expect.objectContaining({ name: "SignerProfileUnusableError", profile: name }),
    );
  });

  const parameter = {
    platform: "AmazonFreeRTOS-Default",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c1",
    certificatePathOnDevice: "/cert.pem",
  };

  it("may be described again by a release", () => {
    expect(() => checkSameProfile("fw", profile, parameter)).not.toThrow();
  });

  it.each([
    ["platform AmazonFreeRTOS-Default, not TI", { platform: "TI" }],
    ["certificate arn:aws:acm:us-east-1:123456789012:certificate/c1, not c2", { certificateArn: "c2" }],
    ["certname /cert.pem, not /other.pem", { certificatePathOnDevice: "/other.pem" }],
  ])("is not one that exists with the %s", (difference, changes) => {
    expect(() => checkSameProfile("fw", profile, { ...parameter, ...changes })).toThrowError(
      `Signing profile fw exists with the ${difference}: leave signingProfileParameter out, or name another profile`,
    );
  });
});
