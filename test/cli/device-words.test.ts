import { describe, expect, it } from "vitest";
import { progressInWords } from "../../cli/releases/device-progress.ts";

describe("a device's progress", () => {
  it.each<[Record<string, string>, string | undefined]>([
    [{ receive: "12/26" }, "12 of 26 blocks"],
    [{ progress: "24/31", self_test: "receiving" }, "24 of 31 blocks"],
    [{ receive: "26/26", self_test: "ready", updatedBy: "0x00090002" }, "has the image, restarts"],
    [{ self_test: "active" }, "tests the new image"],
    [{ receive: "most of it" }, undefined],
    [{}, undefined],
  ])("%j is %s", (details, words) => {
    expect(progressInWords(details)).toBe(words);
  });
});
