import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { findFiles } from "../../../functions/aws/find-files.ts";
import type { UploadSource } from "../../../functions/aws/upload-source.ts";
import type { SettledFile } from "../../../functions/firmware/settings-cascade.ts";

const upload = { bucket: "firmware", key: "releases/thermostat/1.4.0/release.json", versionId: "v1" };
const signing = {
  by: "custom",
  signature: "AAAA",
  certificateName: "/c.pem",
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
  unverified: true,
} as const;
const files = ["app.bin", "radio.bin", "fonts.bin"].map(
  (name, fileId): SettledFile => ({ name, fileId, fileName: name, fileVersion: "1.4.0", signing }),
);

/** Files of 8 bytes; `onRead` is told of each that is read. */
const slow = (onRead: (key: string) => void): UploadSource => ({
  find: async (bucket, key) => ({ bucket, key, versionId: "v1" }),
  look: async () => ({ size: 8 }),
  async read({ key }) {
    onRead(key);
    return Readable.from([Buffer.from("firmware")]);
  },
});

describe("the files of a release", () => {
  it("are read within one time for all of them, whatever each of them takes", async () => {
    const time = new AbortController();
    const read: string[] = [];
    const source = slow((key) => {
      read.push(key);
      if (read.length === 2) time.abort();
    });
    await expect(findFiles(files, upload, source, time.signal)).rejects.toMatchObject({
      name: "TransientError",
      message: "The files were not read in time",
    });
    expect(read).toEqual(["releases/thermostat/1.4.0/app.bin", "releases/thermostat/1.4.0/radio.bin"]);
  });

  it("are all found where the time suffices", async () => {
    const found = await findFiles(
      files,
      upload,
      slow(() => {}),
    );
    expect(found.map(({ name }) => name)).toEqual(["app.bin", "radio.bin", "fonts.bin"]);
  });
});
