import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkSignature, type VerifiableSigning } from "../../../functions/firmware/custom-signature.ts";
import { selfSignedCertificate } from "../../../local/acm/self-signed-certificate.ts";
import { certificate, ecdsaSignature } from "../../support/custom-signatures.ts";
import { customSigning } from "../../support/custom-signing.ts";

const image = new TextEncoder().encode("thermostat 1.4.0");
const day = 24 * 60 * 60_000;
const signerOf = (keyType: "P-256" | "P-384" | "RSA-2048", notBefore = Date.now() - day, days = 3650) =>
  selfSignedCertificate({ commonName: "signer", notBefore, days, keyType });

/** Shows the check an image, in pieces. */
function check(signing: VerifiableSigning, bytes = image): void {
  const signature = checkSignature("app.bin", signing);
  signature.update(bytes.subarray(0, 5));
  signature.update(bytes.subarray(5));
  signature.finish();
}

describe("a signature that somebody else made", () => {
  it("is openssl's", () => {
    const hashAlgorithm = "SHA256";
    const signing = { by: "custom", signature: ecdsaSignature, certificateName: "/c.pem", certificate } as const;
    expect(() => check({ ...signing, hashAlgorithm, signatureAlgorithm: "ECDSA" })).not.toThrow();
  });

  it.each([
    ["SHA256", "ECDSA", "P-256"],
    ["SHA256", "ECDSA", "P-384"],
    ["SHA1", "ECDSA", "P-256"],
    ["SHA256", "RSA", "RSA-2048"],
    ["SHA1", "RSA", "RSA-2048"],
  ] as const)("is verified as %s with %s, of a key on %s", async (hashAlgorithm, signatureAlgorithm, keyType) => {
    const signing = customSigning(image, { ...(await signerOf(keyType)), hashAlgorithm, signatureAlgorithm });
    expect(() => check(signing)).not.toThrow();
    expect(() => check(signing, new TextEncoder().encode("thermostat 1.4.1"))).toThrowError(
      expect.objectContaining({ name: "SignatureInvalidError", file: "app.bin" }),
    );
    const other = hashAlgorithm === "SHA1" ? "SHA256" : "SHA1";
    expect(() => check({ ...signing, hashAlgorithm: other })).toThrowError(`(${other} with ${signatureAlgorithm})`);
  });

  it("is refused by another's certificate", async () => {
    const signing = customSigning(image, await signerOf("P-256"));
    const { certificate } = await signerOf("P-256");
    expect(() => check({ ...signing, certificate })).toThrowError(
      "The signature of app.bin: by its certificate it is not one over the uploaded bytes (SHA256 with ECDSA). Sign the very " +
        "file, openssl dgst -sha256 -sign key.pem <file> | openssl base64 -A, and upload it again",
    );
  });

  it("is refused by a certificate of another kind of key, or by none at all", async () => {
    const signing = customSigning(image, await signerOf("P-256"));
    const { certificate } = await signerOf("RSA-2048");
    expect(() => check({ ...signing, certificate })).toThrowError(
      "it is to be ECDSA, and the certificate's key is rsa",
    );
    expect(() => check({ ...signing, certificate: "no certificate" })).toThrowError("its certificate cannot be read");
  });

  it("is refused by a certificate whose key nobody can read", async () => {
    const { certificate, privateKey } = await signerOf("P-256");
    const der = new X509Certificate(certificate).raw;
    const algorithm = Buffer.from("06072a8648ce3d0201", "hex"); // id-ecPublicKey
    der[der.indexOf(algorithm) + algorithm.length - 1] = 0x7f;
    const unknown = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
    const signing = customSigning(image, { certificate, privateKey });
    expect(() => check({ ...signing, certificate: unknown })).toThrowError(
      expect.objectContaining({ name: "SignatureInvalidError", message: expect.stringContaining("RSA or EC key") }),
    );
  });

  it("is verified by a certificate that has expired: devices do not ask", async () => {
    const expired = await signerOf("P-256", Date.now() - 10 * day, 1);
    expect(() => check(customSigning(image, expired))).not.toThrow();
  });
});
