import { describe, expect, it } from "vitest";
import { offersRelease, serviceStreamIn } from "../../../functions/firmware/offer.ts";

const release = { id: "thermostat-1_4_0-3c9bb594", announcedAt: "2026-01-01T11:00:00.000Z", sizes: [262_144, 65_536] };
const ofService = "AFR_OTA-6e01bdb2-5057-4606-8966-b1bf8028416f";

/** What the OTA service tells devices. */
function documentOf(streamname: unknown, ...sizes: unknown[]): string {
  return JSON.stringify({ afr_ota: { streamname, files: sizes.map((filesize) => ({ filesize })) } });
}

describe("a job that has a release's name", () => {
  it.each<[string, string]>([
    ["names its stream", documentOf(release.id, 262_144)],
    ["names a stream of the OTA service's, and has its files' sizes", documentOf(ofService, ...release.sizes)],
    ["names no stream, and has its files' sizes", documentOf(undefined, ...release.sizes)],
    ["has null for a stream, and its files' sizes", documentOf(null, ...release.sizes)],
  ])("is its own when its document %s", (_, document) => {
    expect(offersRelease(document, release)).toBe(true);
  });

  it.each<[string, string | undefined]>([
    ["names another stream", documentOf("thermostat-1_4_0-ffffffff", ...release.sizes)],
    ["names a stream of the OTA service's for other sizes", documentOf(ofService, 262_144, 65_537)],
    ["has fewer files", documentOf(ofService, 262_144)],
    ["has more files", documentOf(undefined, ...release.sizes, 1)],
    ["has its files in another order", documentOf(undefined, 65_536, 262_144)],
    ["has sizes that are no numbers", documentOf(undefined, "262144", "65536")],
    ["is none of the OTA service's", '{"files":[]}'],
    ["has no files", '{"afr_ota":{}}'],
    ["is no object", "null"],
    ["is no JSON", "{"],
    ["is not to be read", undefined],
  ])("is another's when its document %s", (_, document) => {
    expect(offersRelease(document, release)).toBe(false);
  });

  it("names the stream that the OTA service made, if it did", () => {
    expect(serviceStreamIn(documentOf(ofService, 1))).toBe(ofService);
    expect(serviceStreamIn(documentOf(release.id, 1))).toBeUndefined();
    expect(serviceStreamIn(documentOf(undefined, 1))).toBeUndefined();
    expect(serviceStreamIn(undefined)).toBeUndefined();
  });
});
