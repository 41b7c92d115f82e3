import { describe, expect, it } from "vitest";
import { compareVersions, parseVersion } from "../../../functions/firmware/version.ts";

describe("a version", () => {
  it.each(["0.0.0", "1.4.0", "10.20.30", "255.255.65535"])("may be %s", (version) => {
    expect(parseVersion(version)).toBe(version);
  });

  it.each([
    "v1.4.0",
    "1.4",
    "1.4.0.1",
    "01.4.0",
    "1.4.00",
    "1.4.0-rc.1",
    "1.4.0+build",
    "1..0",
    "1.4.",
    "-1.4.0",
    "1.4.0 ",
    "１.4.0",
    "1e1.4.0",
    "256.0.0",
    "0.256.0",
    "0.0.65536",
    "99999999999999999999.0.0",
    "",
  ])("may not be '%s'", (version) => {
    expect(() => parseVersion(version)).toThrowError(expect.objectContaining({ name: "VersionInvalidError", version }));
  });

  it.each([
    ["1.4.0", "1.4.0", 0],
    ["1.4.0", "1.4.1", -1],
    ["1.10.0", "1.9.0", 1],
    ["2.0.0", "1.255.65535", 1],
    ["0.0.10", "0.0.9", 1],
  ])("%s against %s compares by numbers", (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
    expect(Math.sign(compareVersions(other, one))).toBe(0 - sign);
  });
});
