import { describe, expect, it } from "vitest";
import { isFileOfRelease, keyBeside, parseUpload, parseUploadKey } from "../../../functions/firmware/upload.ts";

describe("an upload's key", () => {
  it.each([
    ["firmware/thermostat/1.4.0/app.bin", { product: "thermostat", version: "1.4.0", file: "app.bin" }],
    ["firmware/t/0.0.1/A", { product: "t", version: "0.0.1", file: "A" }],
    ["firmware/0-smart-lock/1.4.0/a+b_1-2.bin", { product: "0-smart-lock", version: "1.4.0", file: "a+b_1-2.bin" }],
    ["firmware/constructor/1.4.0/app.bin", { product: "constructor", version: "1.4.0", file: "app.bin" }],
    [`firmware/${"p".repeat(20)}/1.4.0/${"f".repeat(128)}`, { file: "f".repeat(128) }],
  ])("is read: %s", (key, parts) => {
    expect(parseUploadKey(key)).toMatchObject(parts);
  });

  it.each([
    "readme.txt",
    "Firmware/thermostat/1.4.0/app.bin",
    "/firmware/thermostat/1.4.0/app.bin",
    "firmware/../../etc/passwd",
    "firmware/thermostat/1.4.0/..",
    "firmware/thermostat/1.4.0/.",
    "firmware/thermostat/1.4.0/%2e%2e%2fapp.bin",
    "firmware/thermo stat/1.4.0/app.bin",
    "firmware/thermostat/1.4.0/a b.bin",
    "firmware/thermostat/1.4.0/ü.bin",
    "firmware/термостат/1.4.0/app.bin",
    "firmware/therm\u043Estat/1.4.0/app.bin", // a Cyrillic o
    "firmware/thermostat/1.4.0/app\u202E.bin",
    "firmware/thermostat/1.4.0/app.bin\n",
    "firmware//1.4.0/app.bin",
    "firmware/thermostat//app.bin",
    "firmware/thermostat/1.4.0/",
    "firmware/thermostat/1.4.0/sub/app.bin",
    "firmware/Thermostat/1.4.0/app.bin",
    "firmware/thermostat/1.4.0/-rf",
    "firmware/thermostat/1.4.0/--help",
    "firmware/__proto__/1.4.0/app.bin",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the very thing that must stay text
    "firmware/${jndi:ldap://x}/1.4.0/a",
    "firmware/{{7*7}}/1.4.0/a",
    "firmware/$.Execution.Id/1.4.0/a",
    "firmware/States.Format('x')/1.4.0/a",
    "firmware/john.doe@x.com/1.4.0/app.bin",
    "firmware/10.0.0.7/1.4.0/app.bin",
    `firmware/${"p".repeat(21)}/1.4.0/app.bin`,
    `firmware/thermostat/1.4.0/${"f".repeat(129)}`,
  ])("is refused: %j", (key) => {
    expect(() => parseUploadKey(key)).toThrowError(expect.objectContaining({ name: "NotFirmwareError", key }));
  });

  it("is the manifest's of a release whose files lie beside it", () => {
    const key = "releases/thermostat/1.4.0/release.json";
    expect(parseUploadKey(key)).toEqual({
      door: "releases",
      product: "thermostat",
      version: "1.4.0",
      file: "release.json",
    });
    expect(keyBeside(key, "app.bin")).toBe("releases/thermostat/1.4.0/app.bin");
  });

  it("is no file's beside a manifest, which says what is", () => {
    expect(() => parseUploadKey("releases/thermostat/1.4.0/app.bin")).toThrowError(
      "Not a firmware key (releases/<product>/<version>/release.json, its files beside it): releases/thermostat/1.4.0/app.bin",
    );
  });

  it("is refused with the key readable in the message, whatever is in it", () => {
    expect(() => parseUploadKey("firmware/thermo\u202Estat/1.4.0/app.bin\n")).toThrowError(
      "Not a firmware key (firmware/<product>/<version>/<file>): firmware/thermo\\u{202e}stat/1.4.0/app.bin\\u{a}",
    );
  });

  it("is refused for its version by that name", () => {
    expect(() => parseUploadKey("firmware/thermostat/v1.4.0/app.bin")).toThrowError(
      expect.objectContaining({ name: "VersionInvalidError", version: "v1.4.0" }),
    );
  });
});

it.each([
  ["releases/thermostat/1.4.0/app.bin", true],
  ["releases/thermostat/1.4.0/release.json.sig", true],
  ["releases/thermostat/1.4.0/release.json", false],
  ["releases/thermostat/1.4.0/RELEASE.json", false],
  ["releases/thermostat/v1.4.0/app.bin", false],
  ["releases/thermostat/1.4.0/sub/app.bin", false],
  ["releases/thermo stat/1.4.0/app.bin", false],
  ["releases/app.bin", false],
  ["firmware/thermostat/1.4.0/app.bin", false],
])("%s lies beside a manifest: %s", (key, lies) => {
  expect(isFileOfRelease(key)).toBe(lies);
});

describe("an execution's input", () => {
  const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };

  it("is an upload, and what else it has is ignored", () => {
    expect(parseUpload({ ...upload, more: true })).toEqual(upload);
  });

  it.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["a list", []],
    ["a key that is no string", { ...upload, key: 7 }],
    ["an empty key", { ...upload, key: "" }],
    ["a version that is no string", { ...upload, versionId: 7 }],
    ["an event that SNS has wrapped", { Records: [{ Sns: { Message: "{}" } }] }],
  ])("is refused as %s", (_, input) => {
    expect(() => parseUpload(input)).toThrowError(expect.objectContaining({ name: "InputInvalidError" }));
  });

  it.each([null, undefined, "null", ""])("is refused without a version id: %j", (versionId) => {
    expect(() => parseUpload({ ...upload, versionId })).toThrowError(
      expect.objectContaining({ name: "VersioningOffError" }),
    );
  });
});
