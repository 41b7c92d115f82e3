import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readyMaterial } from "../../cli/releases/ready-material.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { materialOnDisk } from "../support/material-on-disk.ts";

const unnamed = { product: undefined, version: undefined };
const named = { product: "kettle", version: "1.4.0" };
const folder = "releases/kettle/1.4.0/";
const app = { files: [{ name: "app.bin" }] };

describe("what is to be released", () => {
  it("is an image, of the product and version that were said", async () => {
    const at = materialOnDisk({ "app-1.4.0.bin": "firmware" });
    const path = at("app-1.4.0.bin");
    const file = { path, key: "firmware/kettle/1.4.0/app-1.4.0.bin" };
    expect(await readyMaterial({ path, ...named })).toEqual({
      ...named,
      manifest: undefined,
      files: [file],
      start: file,
    });
  });

  it.each(["", "release.json"])(
    "is a manifest with the files beside it, in a folder that says whose: %j",
    async (name) => {
      const at = materialOnDisk({ [`${folder}release.json`]: app, [`${folder}app.bin`]: "firmware" });
      const material = await readyMaterial({ path: at(folder, name), ...unnamed });
      expect(material).toMatchObject({ ...named, manifest: app });
      expect(material.files.map(({ key }) => key)).toEqual([`${folder}app.bin`, `${folder}release.json`]);
    },
  );

  it("is a manifest anywhere, when it is said whose it is", async () => {
    const at = materialOnDisk({ "build/release.json": app, "build/app.bin": "firmware" });
    const { start } = await readyMaterial({ path: at("build"), ...named });
    expect(start).toEqual({ path: at("build", "release.json"), key: `${folder}release.json` });
  });

  it("is without the file that a signing job has signed: that is in a bucket already", async () => {
    const signing = { by: "job", signingJobId: "5f2c9a10" };
    const at = materialOnDisk({ [`${folder}release.json`]: { ...app, signing } });
    const { files } = await readyMaterial({ path: at(folder), ...unnamed });
    expect(files.map(({ key }) => key)).toEqual([`${folder}release.json`]);
  });

  it("may be signed by somebody else, and is verified", async () => {
    const { certificate, privateKey } = await selfSignedCertificate({ commonName: "signer", notBefore: Date.now() });
    const signature = sign("SHA256", Buffer.from("firmware"), privateKey).toString("base64");
    const signing = { by: "custom", signature, certificate, certificateName: "/signer.pem", ...ecdsa };
    const at = materialOnDisk({ [`${folder}release.json`]: { ...app, signing }, [`${folder}app.bin`]: "firmware" });
    expect(await readyMaterial({ path: at(folder), ...unnamed })).toMatchObject(named);
  });
});

const ecdsa = { hashAlgorithm: "SHA256", signatureAlgorithm: "ECDSA" };
const otherKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const othersSignature = sign("SHA256", Buffer.from("firmware"), otherKey).toString("base64");

describe("what the pipeline would refuse", () => {
  const sixteen = 16 * 1024 * 1024;

  it.each<[string, string, Record<string, string | Uint8Array | object>, string]>([
    [
      "an empty image",
      "app.bin",
      { "app.bin": "" },
      "EmptyImageError: The image is empty: firmware/kettle/1.4.0/app.bin",
    ],
    [
      "a large image",
      "app.bin",
      { "app.bin": new Uint8Array(sixteen + 1) },
      "ImageTooLargeError: The image has 16777217 bytes",
    ],
    ["a name no key can end in", "my app.bin", { "my app.bin": "x" }, "NotFirmwareError: Not a firmware key"],
    [
      "a name of other letters",
      "äpp.bin",
      { "äpp.bin": "x" },
      "; a file's name has letters, digits and . _ + -, a product's ",
    ],
    [
      "a setting nobody knows",
      "",
      { "release.json": { ...app, target: [] } },
      "ManifestInvalidError: releases/kettle/1.4.0/release.json: target: There is no such setting; did you mean targets? Nothing",
    ],
    [
      "a file that is not there",
      "",
      { "release.json": app },
      "FileMissingError: There is no releases/kettle/1.4.0/app.bin",
    ],
    [
      "another size than stated",
      "",
      { "release.json": { files: [{ name: "a", size: 7 }] }, a: "x" },
      "SizeMismatchError: releases/kettle/1.4.0/a has 1 bytes, not 7",
    ],
    [
      "another digest than stated",
      "",
      { "release.json": { files: [{ name: "a", sha256: "0".repeat(64) }] }, a: "x" },
      "DigestMismatchError: The SHA-256 of releases/kettle/1.4.0/a is 2d71",
    ],
  ])("is not uploaded: %s", async (_, name, files, words) => {
    const refused = readyMaterial({ path: materialOnDisk(files)(name), ...named });
    await expect(refused).rejects.toMatchObject({
      name: "RefusedBeforehandError",
      message: expect.stringContaining(words),
    });
    await expect(refused).rejects.toThrow(/(?<![?.])[?.] Nothing was uploaded$/);
  });

  it("is not uploaded: a signature of other bytes, or by another key", async () => {
    const { certificate } = await selfSignedCertificate({ commonName: "signer", notBefore: Date.now() });
    const signing = { by: "custom", signature: othersSignature, certificate, certificateName: "/s.pem", ...ecdsa };
    const at = materialOnDisk({ "release.json": { ...app, signing }, "app.bin": "firmware" });
    await expect(readyMaterial({ path: at(), ...named })).rejects.toThrow(
      "SignatureInvalidError: The signature of app.bin",
    );
  });
});

describe("what cannot be meant", () => {
  it.each([
    { product: "toaster", version: undefined },
    { product: undefined, version: "1.5.0" },
  ])("is said: the folder of a release, and options that name another: %j", async (told) => {
    const at = materialOnDisk({ [`${folder}release.json`]: app, [`${folder}app.bin`]: "firmware" });
    const wrong = readyMaterial({ path: at(folder), ...told });
    await expect(wrong).rejects.toThrow(
      /is in the folder of kettle 1\.4\.0, and you say (toaster 1\.4\.0|kettle 1\.5\.0):/,
    );
    await expect(wrong).rejects.toMatchObject({ name: "UsageError" });
  });

  it("is not said of options that say what the folder says", async () => {
    const at = materialOnDisk({ [`${folder}release.json`]: app, [`${folder}app.bin`]: "firmware" });
    expect(await readyMaterial({ path: at(folder), ...named })).toMatchObject(named);
  });

  it.each<[string, string, object, string]>([
    ["an image of nobody's", "app.bin", unnamed, "Say of which product "],
    ["an image without a version", "app.bin", { ...named, version: undefined }, "--product thermostat --version 1.4.0"],
    ["a manifest in a folder of another kind", "build", unnamed, "A folder releases/<product>/<version>/ says it too"],
    ["a folder without a manifest", "empty", named, "There is no release.json in "],
    ["nothing", "nothing.bin", named, "There is no file "],
  ])("is said: %s", async (_, name, product, words) => {
    const at = materialOnDisk({ "app.bin": "x", "build/release.json": app, "empty/readme.md": "x" });
    const wrong = readyMaterial({ path: at(name), ...unnamed, ...product });
    await expect(wrong).rejects.toMatchObject({ name: "UsageError", message: expect.stringContaining(words) });
  });
});
