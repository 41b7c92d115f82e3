import { describe, expect, it } from "vitest";
import { reasonInWords } from "../../../functions/firmware/device-reason.ts";

describe("a device's reason", () => {
  it.each([
    [
      "0x0000000c: 0x00000004",
      "it could not read the job document: it lacks what it must have, or is not an OTA job's",
    ],
    ["0x0000000c: 0x00000063", "it could not read the job document"],
    ["aborted: 0x0000000d", "the job offers no protocol that it speaks"],
    ["aborted: 0xe4000015", "it could not create the file for the image"],
    ["0x000000e0: 0x00000000", "a block of the stream was not as it should be"],
    ["0x000000e3: 0x00000000", "the signature does not fit the image"],
    ["0x000000e7: 0x00000000", "the signer's certificate is not on the device, or cannot be read"],
    ["rejected: 0x0000000f", "the image is older than what it ran before"],
    ["rejected: 0x00000010", "the image has the version that it ran before, or did not start and was rolled back"],
    ["rejected: 0x00000000", "the image did not pass its self-test, or is another product's"],
    ["aborted: 0x00000000", "it gave up: most often, the stream did not answer"],
  ])("%s is put into words", (reason, words) => {
    expect(reasonInWords(reason)).toBe(words);
  });

  it.each([
    "rejected: 0x000000ff",
    "0xff000001: 0x00000000",
    "0x10000001",
    "accepted  v1.4.0",
    "momentum_abort",
    "0x10",
    "",
  ])("%j stays as it is: nobody knows it", (reason) => expect(reasonInWords(reason)).toBeUndefined());
});
