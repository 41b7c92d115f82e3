import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { headerLength, identify, makeImage, readHeader } from "../../../local/device/image.ts";
import { formatVersion, hexVersion, parseVersion } from "../../../local/device/version.ts";

const request = { product: "thermostat", version: "1.4.0", size: 1_000 };

describe("a demo image", () => {
  it("has the size asked for, and says what it is", () => {
    const image = makeImage(request);
    expect(image).toHaveLength(1_000);
    expect(readHeader(image)).toEqual({ product: "thermostat", version: parseVersion("1.4.0") });
  });

  it("is the same bytes everywhere", () => {
    expect(hash("sha256", makeImage(request))).toBe("f44b8be1489d6ef80d5a0404f3ebafe286e10aa9108a83d3c5fa1dc6a93853b2");
  });

  it.each([{ version: "1.4.1" }, { product: "doorbell" }, { seed: "another" }])("is another one with %j", (change) => {
    const tail = (image: Uint8Array) => Buffer.from(image.subarray(headerLength)).toString("hex");
    expect(tail(makeImage({ ...request, ...change }))).not.toBe(tail(makeImage(request)));
  });

  it("may be its header alone, with a product of 20 characters", () => {
    const product = "a-product-of-20-char";
    expect(readHeader(makeImage({ product, version: "0.0.0", size: headerLength }))).toEqual({ product, version: 0 });
  });

  it.each([
    { change: { size: headerLength - 1 }, says: "at least 32 bytes: 31" },
    { change: { product: "" }, says: "Not a product" },
    { change: { product: "a-product-of-21-chars" }, says: "a-product-of-21-chars" },
    { change: { version: "1.4" }, says: "Not a firmware version: 1.4" },
  ])("is not made of $change", ({ change, says }) => {
    expect(() => makeImage({ ...request, ...change })).toThrow(says);
  });

  it("is nothing shorter, and nothing with another beginning", () => {
    expect(readHeader(new Uint8Array())).toBeUndefined();
    expect(readHeader(makeImage(request).subarray(0, headerLength - 1))).toBeUndefined();
    expect(readHeader(makeImage(request).subarray(1))).toBeUndefined();
  });
});

describe("an image that boots", () => {
  const file = Buffer.from("\x7fELF and so on");
  const sha256 = hash("sha256", file);

  it("is known by its header, whatever the boot table says", () => {
    const image = makeImage(request);
    expect(identify(image, new Map([[hash("sha256", image), "9.9.9"]]))).toMatchObject({
      version: "1.4.0",
      product: "thermostat",
    });
  });

  it("without a header is known by the boot table", () => {
    expect(identify(file, new Map([[sha256, "2.0.1"]]))).toEqual({
      bytes: file,
      sha256,
      product: undefined,
      version: "2.0.1",
    });
  });

  it("without either is not known", () => {
    expect(identify(file, new Map())).toEqual({ bytes: file, sha256, product: undefined, version: undefined });
  });
});

describe("a version", () => {
  it.each([
    { text: "0.0.0", number: 0, hex: "0x00000000" },
    { text: "0.9.3", number: 0x0009_0003, hex: "0x00090003" },
    { text: "1.4.0", number: 0x0104_0000, hex: "0x01040000" },
    { text: "255.255.65535", number: 0xffff_ffff, hex: "0xffffffff" },
  ])("$text is the number $hex", ({ text, number, hex }) => {
    expect(parseVersion(text)).toBe(number);
    expect(formatVersion(number)).toBe(text);
    expect(hexVersion(number)).toBe(hex);
  });

  it.each([
    "",
    "1",
    "1.4",
    "1.4.0.0",
    "v1.4.0",
    "1.4.x",
    "01.4.0",
    "1.4.00",
    "256.0.0",
    "1.256.0",
    "1.4.65536",
    "1.4.0 ",
  ])("is not %j", (text) => {
    expect(() => parseVersion(text)).toThrow(`Not a firmware version: ${text}`);
  });
});
