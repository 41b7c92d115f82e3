import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { executionNameOf, parseReleaseId, releaseIdOf } from "../../../functions/firmware/release-id.ts";

const upload = { bucket: "firmware", key: "firmware/thermostat/1.4.0/app.bin", versionId: "v1" };
const created = { ...upload, sequencer: "0061AA22BB33CC44DD" };

describe("a release id", () => {
  it("has the product, the version, and eight digits of what was uploaded", () => {
    const digest = createHash("sha256").update('["firmware","firmware/thermostat/1.4.0/app.bin","v1"]').digest("hex");
    expect(releaseIdOf(upload)).toBe(`thermostat-1_4_0-${digest.slice(0, 8)}`);
  });

  it.each([
    ["bucket", { ...upload, bucket: "other" }],
    ["file", { ...upload, key: "firmware/thermostat/1.4.0/other.bin" }],
    ["version of the object", { ...upload, versionId: "v2" }],
  ])("is another for another %s", (_, other) => {
    expect(releaseIdOf(other)).not.toBe(releaseIdOf(upload));
  });

  it("fits the 44 characters that C devices have for a stream's name", () => {
    const key = `firmware/${"p".repeat(20)}/255.255.65535/${"f".repeat(128)}`;
    expect(releaseIdOf({ ...upload, key }).length).toBeLessThanOrEqual(44);
  });

  it("tells its product and version", () => {
    const id = releaseIdOf({ ...upload, key: "firmware/smart-lock-2/1.4.10/app.bin" });
    expect(parseReleaseId(id)).toEqual({ id, product: "smart-lock-2", version: "1.4.10" });
  });

  it.each(["", "refused-0123456789abcdef", "thermostat", "thermostat-1_4_0-5F2C9A10", "../thermostat-1_4_0-5f2c9a10"])(
    "is not '%s'",
    (id) => {
      expect(parseReleaseId(id)).toBeUndefined();
    },
  );
});

describe("an execution's name", () => {
  it("is the release id", () => {
    expect(executionNameOf(created)).toBe(releaseIdOf(upload));
  });

  it("is the same however often S3 tells, and in whatever order", () => {
    expect(executionNameOf({ ...created, sequencer: "0061AA22BB33CC44EE" })).toBe(executionNameOf(created));
  });

  it.each(["firmware/thermo stat/1.4.0/app.bin", "firmware/thermostat/v1/app.bin", "firmware/\u{1F525}/1.4.0/a"])(
    "says that %j will be refused",
    (key) => {
      expect(executionNameOf({ ...created, key })).toMatch(/^refused-[0-9a-f]{16}$/);
    },
  );

  it.each([undefined, "null"])("says so too without versions (%s), for each upload anew", (versionId) => {
    const name = executionNameOf({ ...created, versionId });
    expect(name).toMatch(/^refused-[0-9a-f]{16}$/);
    expect(executionNameOf({ ...created, versionId })).toBe(name);
    expect(executionNameOf({ ...created, versionId, sequencer: "0061AA22BB33CC44EE" })).not.toBe(name);
  });
});
