import { createVerify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../functions/firmware/manifest.ts";
import { parseProductSettings } from "../../functions/firmware/product-settings.ts";
import { settleRelease } from "../../functions/firmware/settings-cascade.ts";
import { withFieldTable } from "../../scripts/field-table.ts";
import { jsonSchemas } from "../../scripts/json-schemas.ts";
import { ecdsaSignature, rsaSignature } from "../support/custom-signatures.ts";

const page = readFileSync(new URL("../../docs/releasing.md", import.meta.url), "utf8");
const files = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => text);
const manifests = files.filter((text) => "files" in JSON.parse(text));
const settings = files.filter((text) => !("files" in JSON.parse(text)));

const product = "thermostat";
const version = "1.4.0";
const key = `releases/${product}/${version}/release.json`;
const bytes = (text: string) => new TextEncoder().encode(text);
const refusalOf = (text: string) => {
  try {
    return `nothing, but took ${JSON.stringify(parseManifest(bytes(text), key))}`;
  } catch (error) {
    return (error as Error).message.replace(`${key}: `, "");
  }
};

describe("docs/releasing.md", () => {
  it.each(manifests)("has a manifest that is one: %s", (text) => {
    expect(parseManifest(bytes(text), key)).toEqual(JSON.parse(text));
  });

  it.each(settings)("has a product's settings that are some: %s", (text) => {
    expect(parseProductSettings(product, bytes(text))).toEqual(JSON.parse(text));
  });

  it("has every combination of delivery and signing", () => {
    const defaults = { signingProfile: "thermostat_2026" };
    const combinations = manifests.flatMap((text) => {
      const manifest = parseManifest(bytes(text), key);
      const settled = settleRelease({ key, product, version, manifest, settings: {}, defaults });
      return settled.files.map(({ signing }) => `${settled.delivery}, ${JSON.stringify(waysOf(signing))}`);
    });
    expect([...new Set(combinations)].sort()).toEqual([
      's3, ["custom","certificate"]',
      's3, ["job"]',
      's3, ["pipeline"]',
      's3, ["service","signingProfileParameter"]',
      's3, ["service"]',
      'stream, ["custom","certificate"]',
      'stream, ["custom","unverified"]',
      'stream, ["pipeline"]',
    ]);
  });

  it("has signatures that fit the bytes it says", () => {
    const signings = manifests.map((text) => parseManifest(bytes(text), key).signing);
    const verified = signings.flatMap((signing) => {
      if (signing?.by !== "custom" || signing.certificate === undefined) return [];
      return createVerify(signing.hashAlgorithm)
        .update("thermostat 1.4.0")
        .verify(signing.certificate, signing.signature, "base64");
    });
    expect(verified).toEqual([true, true]);
    expect(page).toContain("`thermostat 1.4.0`");
  });

  it("tells of every field what its schema does", () => {
    expect(page).toBe(withFieldTable(page, jsonSchemas()));
  });

  it("quotes refusals as they read", () => {
    const quoted = /^\| it says.*?\n\n/ms.exec(page)?.[0].matchAll(/^\| `(.*?)` \|/gm) ?? [];
    expect([...quoted].map(([, refusal]) => refusal)).toEqual(
      [
        '{"files":[{"name":"a"},{"name":"b","fileId":300}]}',
        '{"files":[{"name":"a","fileid":1}]}',
        '{"files":[{}]}',
        '{"files":[{"name":"a","fileId":1},{"name":"b"}]}',
        '{"files":[{"name":"a"}],"delivery":"stream","protocols":["HTTP"]}',
        '{"files":[{"name":"a"}],"protocols":["HTTP","MQTT"]}',
        JSON.stringify({ files: [{ name: "a" }, { name: "b" }], signing: custom({ unverified: true }) }),
        JSON.stringify({ files: [{ name: "a" }], signing: custom({}) }),
        JSON.stringify({ files: [{ name: "a" }], signing: custom({ signature: rsaSignature }) }),
        '{"files":[{"name":"a"}],"tags":{"aws:team":"heating"}}',
        '{"files":[{"name":"a","fileId":1,"fileId":2}]}',
        '{"files":[{"name":"a","fileId":1e2}]}',
        " ".repeat(65_537),
      ].map(refusalOf),
    );
  });
});

function waysOf(signing: object): unknown[] {
  const { by, ...rest } = signing as { by: string };
  return [by, ...["certificate", "unverified", "signingProfileParameter"].filter((name) => name in rest)];
}

function custom(changes: object): object {
  const algorithms = { hashAlgorithm: "SHA256", signatureAlgorithm: "ECDSA" };
  return { by: "custom", signature: ecdsaSignature, certificateName: "/cert.pem", ...algorithms, ...changes };
}
