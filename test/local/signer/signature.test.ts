import { execFileSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { firmware, type SignerBench, signerBench } from "../../support/signer-bench.ts";

let bench: SignerBench;
beforeEach(async () => {
  bench = await signerBench();
});

describe("The signature", () => {
  it("is one that openssl accepts over the raw firmware", async () => {
    const { signature } = JSON.parse((await bench.sign()).text);
    expect(acceptedByOpenssl("arn:ec", Buffer.from(signature, "base64"))).toBe(true);
    expect(acceptedByOpenssl("arn:rsa", Buffer.from(signature, "base64"))).toBe(false);
  });

  it("is RSA over SHA-1 on TI's platform", async () => {
    bench.profile("ti", "AmazonFreeRTOS-TI-CC3220SF", "arn:rsa");
    const { signature, signatureAlgorithm } = JSON.parse((await bench.sign({ profileName: "ti" })).text);
    expect(signatureAlgorithm).toBe("SHA1withRSA");
    const key = createPublicKey(bench.certificates.get("arn:rsa")?.certificate ?? "");
    expect(verify("sha1", firmware, key, Buffer.from(signature, "base64"))).toBe(true);
  });
});

/** `openssl dgst -sha256 -verify`; where there is no openssl, Node's own copy of it. */
function acceptedByOpenssl(arn: string, signature: Buffer): boolean {
  const key = createPublicKey(bench.certificates.get(arn)?.certificate ?? "");
  const directory = mkdtempSync(join(tmpdir(), "signature-"));
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(directory, name), content);
    return join(directory, name);
  };
  const verifying = ["dgst", "-sha256", "-verify", file("key.pem", key.export({ type: "spki", format: "pem" }))];
  try {
    const files = [file("signature", signature), file("firmware", firmware)];
    execFileSync("openssl", [...verifying, "-signature", ...files], { stdio: "ignore" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return verify("sha256", firmware, key, signature);
    return false;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
