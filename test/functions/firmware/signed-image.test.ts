import { describe, expect, it } from "vitest";
import { readSignedImage } from "../../../functions/firmware/signed-image.ts";
import { type FileSignature, signedPrefix, signingToken } from "../../../functions/firmware/signing.ts";
import { aRelease } from "../../support/releases.ts";

const signature: FileSignature = {
  file: "app.bin",
  signingJobId: "7309da2c",
  signedObject: { bucket: "releases", key: "signed/x/7309da2c", versionId: "v1" },
};
const signed = { rawPayloadSize: 3, signature: "MEUCIQ==", signatureAlgorithm: "SHA256withECDSA", payload: "AAAA" };

describe("a signed image", () => {
  it("gives its signature and algorithms", () => {
    expect(readSignedImage(JSON.stringify(signed), signature)).toEqual({
      signature: "MEUCIQ==",
      hashAlgorithm: "SHA256",
      signatureAlgorithm: "ECDSA",
    });
  });

  it.each([
    ["the raw image, which AWS may write over it", "\u0001\u0002"],
    ["another algorithm", JSON.stringify({ ...signed, signatureAlgorithm: "SHA384withECDSA" })],
    ["no signature", JSON.stringify({ ...signed, signature: undefined })],
    ["a signature that is no base64", JSON.stringify({ ...signed, signature: "<html>" })],
  ])("is refused as %s", (_, text) => {
    expect(() => readSignedImage(text, signature)).toThrowError(
      expect.objectContaining({ name: "SigningFailedError", signingJobId: "7309da2c" }),
    );
  });
});

describe("a signing job", () => {
  it("has one token for each file of a release, the same at every try", () => {
    const release = aRelease();
    expect(signingToken(release, { fileId: 0 })).toBe(signingToken(aRelease(), { fileId: 0 }));
    expect(signingToken(release, { fileId: 1 })).not.toBe(signingToken(release, { fileId: 0 }));
    expect(signingToken(aRelease({ id: "other" }), { fileId: 0 })).not.toBe(signingToken(release, { fileId: 0 }));
  });

  it("writes below a prefix of its release's own", () => {
    expect(signedPrefix("thermostat-1_4_0-3c9bb594")).toBe("signed/thermostat-1_4_0-3c9bb594/");
  });
});
