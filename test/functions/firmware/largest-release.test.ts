import { expect, it } from "vitest";
import { largestDocument } from "../../../functions/firmware/document.ts";
import { parseManifest } from "../../../functions/firmware/manifest.ts";
import { parseProductSettings } from "../../../functions/firmware/product-settings.ts";
import { describeRelease } from "../../../functions/firmware/release.ts";
import { settleRelease } from "../../../functions/firmware/settings-cascade.ts";
import { mostTargets } from "../../../functions/firmware/target.ts";

const largestInput = 262_144; // bytes of JSON in UTF-8 that a task of Step Functions takes
const product = "p".repeat(20);
const version = "255.255.65535";
const upload = {
  bucket: "b".repeat(63),
  key: `releases/${product}/${version}/release.json`,
  versionId: "v".repeat(32),
};

/** Texts that fill a document, but for what else is in it. */
function filling(bytes: number): Record<string, string> {
  const count = Math.floor(bytes / 4096);
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, "ü".repeat(2030)]));
}

function bytesOf(document: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(document));
  expect(bytes.length).toBeGreaterThan(largestDocument - 4096);
  return bytes;
}

it("a release of the largest documents, for the longest targets, fits what a task takes beside one of its files", () => {
  const file = { name: `${"f".repeat(124)}.bin`, attributes: filling(largestDocument) };
  const manifest = parseManifest(bytesOf({ files: [file] }), upload.key);
  const settings = parseProductSettings(product, bytesOf({ additionalParameters: filling(largestDocument) }));
  const defaults = { signingProfile: "s".repeat(64) };
  const settled = settleRelease({ key: upload.key, product, version, manifest, settings, defaults });
  const certificatePathOnDevice = "c".repeat(128);
  const release = describeRelease({
    upload,
    settled,
    settingsVersionId: upload.versionId,
    targets: Array.from(
      { length: mostTargets },
      () => `arn:aws-us-gov:iot:us-gov-west-1:123456789012:thinggroup/${"t".repeat(128)}`,
    ),
    files: settled.files.map(({ signing, ...one }) => ({
      ...one,
      ...upload,
      size: 16_777_216,
      sha256: "0".repeat(64),
      signing: signing.by === "pipeline" ? { ...signing, certificatePathOnDevice } : expect.fail("who else signs?"),
    })),
  });
  expect(Buffer.byteLength(JSON.stringify({ release, file: release.files[0] }))).toBeLessThan(largestInput);
});
