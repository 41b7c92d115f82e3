import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { readImage } from "../../cli/image-to-release.ts";
import { versionBefore } from "../../cli/version-before.ts";
import { ota } from "../support/ota.ts";

describe("ota", () => {
  it("says what it can do", async () => {
    const { stdout } = await ota("--help");
    const ofReleases = ["publish", "plan", "list", "status", "devices", "cancel", "retry", "delete", "sweep"];
    for (const command of ["demo", "local", ...ofReleases, "platforms", "doctor"])
      expect(stdout).toContain(`  ${command} [`);
  });

  it.each([
    { words: ["demo", "--version", "1.4"], says: "A version is major.minor.patch" },
    { words: ["demo", "--product", "Thermostat"], says: "A product is 1 to 20 lower-case letters" },
    { words: ["demo", "--devices", "0"], says: "A number of devices is a whole number from 1 to 500" },
    { words: ["demo", "--devices", "many"], says: "A number of devices is a whole number from 1 to 500" },
    { words: ["demo", "--speed", "1000"], says: "A speed is a whole number from 1 to 20" },
    { words: ["local", "--port", "65536"], says: "A port is a whole number from 0 to 65535" },
    { words: ["local", "--version", "latest"], says: "A version is major.minor.patch" },
    { words: ["local", "--certificate", "signer.pem"], says: "It is a path on the device and a file here" },
    { words: ["local", "--parameter", "CodeSigning"], says: "It is a parameter of the stack and its value" },
    { words: ["local", "image", "app.bin"], says: "required option '--version <version>' not specified" },
    { words: ["local", "fault", "add", "iot"], says: "missing required argument 'operation'" },
    { words: ["list", "--product", "Thermostat"], says: "A product is 1 to 20 lower-case letters" },
    { words: ["list", "--limit", "-1"], says: "A limit is a whole number from 0 to 1000" },
    { words: ["status"], says: "missing required argument 'release'" },
    { words: ["status", "thermostat", "v1.4.0"], says: "A version is major.minor.patch" },
    { words: ["cancel", "thermostat", "1.4.0", "now"], says: "too many arguments" },
    { words: ["list", "--outcome", "lost"], says: "An outcome is one of starting, under way, " },
    { words: ["publish"], says: "missing required argument 'path'" },
    { words: ["plan", "nothing.bin"], says: "There is no file nothing.bin" },
    { words: ["plan", "no\u001b[31m\u202e.bin"], says: "There is no file no\\u{1b}[31m\\u{202e}.bin\n" },
    { words: ["list", "--product", "a\u001b[2J"], says: "argument 'a\\u{1b}[2J' is invalid" },
    { words: ["devices", "thermostat", "--status", "broken"], says: "A status is one of QUEUED, IN_PROGRESS, " },
    { words: ["delete", "thermostat", "--device", "t1", "--keep-job"], says: "leave --keep-stream and --keep-job out" },
    { words: ["sweep", "--dryrun"], says: "(Did you mean --dry-run?)" },
    { words: ["profile", "put", "firmware_2026"], says: "required option '--certname <path>' not specified" },
    { words: ["profile", "get"], says: "missing required argument 'name'" },
    { words: ["doctor", "--product", "Thermostat"], says: "A product is 1 to 20 lower-case letters" },
    { words: ["demo", "--version", "0.0.0"], says: "Nothing comes before 0.0.0" },
    { words: ["demo", "--firmware", "/nowhere/app.bin"], says: "There is no file /nowhere/app.bin" },
    {
      words: ["local", "--certificate", "/certs/signer.pem=/nowhere/signer.crt"],
      says: "The certificate /nowhere/signer.crt cannot be read: ENOENT",
    },
    {
      words: ["local", "--certificate", "/certs/signer.pem=package.json"],
      says: "package.json is no certificate in PEM",
    },
    { words: ["frobnicate"], says: "unknown command 'frobnicate'" },
  ])("exits with 2 on $words, and says what is wrong", async ({ words, says }) => {
    const { exitCode, stdout, stderr } = await ota(...words);
    expect([exitCode, stdout]).toEqual([exitCodes.usage, ""]);
    expect(stderr).toContain(says);
  });

  it.each([
    "publish",
    "plan",
    "list",
    "status",
    "devices",
    "cancel",
    "retry",
    "delete",
    "sweep",
    "platforms",
    "doctor",
  ])("shows by example what %s can do, and its exit codes", async (command) => {
    const { exitCode, stdout } = await ota(command, "--help");
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toContain(`Examples:\n  ota ${command}`);
    expect(stdout).toContain("Exit codes:\n  0  all is well");
  });
});

describe("an image somebody brought", () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "image-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  /** A file of this size. */
  async function file(name: string, size: number): Promise<string> {
    const path = join(directory, name);
    await writeFile(path, "");
    await truncate(path, size);
    return path;
  }

  it("is read whole, up to 16 MiB", async () => {
    const { file: name, bytes, sha256 } = await readImage(await file("app-1.4.0.bin", 16 * 1024 * 1024));
    expect([name, bytes.length]).toEqual(["app-1.4.0.bin", 16 * 1024 * 1024]);
    expect(sha256).toBe("080acf35a507ac9849cfcba47dc2ad83e01b75663a516279c8b9d243b719643e");
  });

  it.each([
    { name: "large.bin", size: 16 * 1024 * 1024 + 1, says: "has 16777217 bytes; AWS Signer signs at most 16777216" },
    { name: "empty.bin", size: 0, says: "empty.bin is empty" },
    { name: "two words.bin", size: 1, says: "two words.bin cannot be the end of a key" },
  ])("is refused as $name with $size bytes", async ({ name, size, says }) => {
    await expect(readImage(await file(name, size))).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringContaining(says),
    });
  });

  it("is no directory", async () => {
    await expect(readImage(directory)).rejects.toMatchObject({
      name: "UsageError",
      message: `${directory} is not a file`,
    });
  });
});

it.each([
  ["1.4.0", "1.3.0"],
  ["1.4.7", "1.4.6"],
  ["2.0.0", "1.0.0"],
  ["0.0.1", "0.0.0"],
])("%s follows %s", (version, before) => {
  expect(versionBefore(version)).toBe(before);
});
