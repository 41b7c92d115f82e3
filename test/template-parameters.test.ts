import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { deployTemplateFile } from "./support/stand-in-resources.ts";

const templateFile = fileURLToPath(new URL("../template.yaml", import.meta.url));
const given = { SigningProfileName: "firmware_signer" };
const certificate = { CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/c1" };
const path = { CertificatePathOnDevice: "/certs/signer.pem" };

/** Nothing is made of these: the template itself refuses them. */
const deploy = (parameters: Record<string, string>) => deployTemplateFile(templateFile, { parameters });

describe("the template's parameters", () => {
  it.each<[string, Record<string, string>, string]>([
    ["no signing profile at all", {}, "Give CertificateArn and CertificatePathOnDevice"],
    ["two of them", { ...given, ...certificate, ...path }, "Give CertificateArn or SigningProfileName, not both"],
    ["a certificate without its path", certificate, "CertificateArn and CertificatePathOnDevice go together"],
    ["a path without a certificate", { ...given, ...path }, "CertificateArn and CertificatePathOnDevice go together"],
    [
      "profiles that releases may make, of no names",
      { ...given, AllowSigningProfileParameters: "true" },
      "AllowSigningProfileParameters=true lets releases make the profiles that AllowedSigningProfiles names",
    ],
  ])("refuse %s", async (_, parameters, words) => {
    await expect(deploy(parameters)).rejects.toThrow(words);
  });

  it.each(["*", "a*", "a", "ota_*_2", `${"a".repeat(64)}*`])(
    "refuse the signing profiles %s: that are none, or nearly all there are",
    async (AllowedSigningProfiles) => {
      await expect(deploy({ ...given, AllowedSigningProfiles })).rejects.toThrow(
        "Parameter AllowedSigningProfiles failed to satisfy constraint: nothing, or 2 to 64 letters",
      );
    },
  );
});
