import { describe, expect, it } from "vitest";
import { unzip } from "../../../local/lambda/unzip.ts";
import { zipOf } from "../../support/zip.ts";

const texts = (archive: Buffer) =>
  unzip(archive).map(({ path, contents }) => [path, Buffer.from(contents).toString("utf8")]);

describe("a zip archive", () => {
  it("has its files, deflated or stored, and no folders", () => {
    const files = [
      { name: "index.js", text: "exports.handler = async () => 1;\n".repeat(100) },
      { name: "lib/", text: "", isStored: true },
      { name: "lib/größe.txt", text: "", isStored: true },
      { name: "lib/stored.txt", text: "as it is", isStored: true },
    ];
    expect(texts(zipOf(files))).toEqual(
      files.filter(({ name }) => name !== "lib/").map(({ name, text }) => [name, text]),
    );
  });

  it("may end in a comment", () => {
    expect(texts(zipOf([{ name: "a", text: "b" }], "made by hand PK"))).toEqual([["a", "b"]]);
  });

  it.each(["../outside", "/etc/passwd", "a/../../outside", "..\\outside"])("has nothing at %s", (name) => {
    expect(() => unzip(zipOf([{ name, text: "" }]))).toThrow("The archive has a path that leads out of it");
  });

  it.each([
    ["is none", Buffer.from("no archive at all, but long enough")],
    ["is empty", Buffer.alloc(0)],
    ["is cut short", zipOf([{ name: "a", text: "b" }]).subarray(10)],
    ["has a changed byte", changed(zipOf([{ name: "a", text: "bbbb", isStored: true }]))],
  ])("that %s is refused", (_, archive) => {
    expect(() => unzip(archive)).toThrow("Could not unzip uploaded file.");
  });
});

function changed(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  copy[copy.indexOf("bbbb")] = 0;
  return copy;
}
