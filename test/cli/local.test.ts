import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ota, startOta } from "../support/ota.ts";

it("ota local updates its devices with whatever is uploaded, until Ctrl-C", { timeout: 60_000 }, async () => {
  const local = await startOta(
    "local",
    "--port",
    "0",
    "--mqtt-port",
    "0",
    "--devices",
    "2",
    "--product",
    "pump",
    "--speed",
    "4",
  );
  const started = await local.next({ type: "started" });
  expect(started).toEqual({
    type: "started",
    time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
    endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    mqtt: { host: "127.0.0.1", port: expect.any(Number) },
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    outputs: expect.objectContaining({ FirmwareBucket: expect.any(String) }),
    signingProfile: "firmware_signer",
    devices: ["pump-1", "pump-2"],
    version: "1.3.0",
  });
  const { endpoint, region, credentials, outputs } = started as {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    outputs: Record<string, string>;
  };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  onTestFinished(() => s3.destroy());
  const Key = "firmware/pump/1.5.0/app.bin";
  await s3.send(new PutObjectCommand({ Bucket: outputs["FirmwareBucket"], Key, Body: "any file at all" }));

  const ended = await local.next({ type: "execution ended" });
  expect(ended).toMatchObject({ status: "SUCCEEDED" });
  const booted = local.happenings.map(({ thingName, event }) => ({ thingName, ...Object(event) }));
  for (const thingName of ["pump-1", "pump-2"]) {
    expect(booted).toContainEqual({ thingName, type: "booted", version: "1.5.0", testing: true, rolledBack: false });
  }
  void local.end("SIGINT");
  await expect(local.end("SIGINT")).resolves.toBe(0); // npm passes on what the terminal has sent already
  expect(await local.remains()).toEqual({ files: [], runs: false });
});

describe("ota local, when a port is taken,", { timeout: 60_000 }, () => {
  it.each(["--port", "--mqtt-port"])("says which, and that %s chooses another", async (option) => {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { exitCode, stderr } = await ota("local", "--port", "0", "--mqtt-port", "0", option, String(port));
    expect(stderr).toBe(`ota: Port ${port} is taken; choose another one with ${option}, 0 for any free one\n`);
    expect(exitCode).toBe(1);
  });
});

it.each([
  ["", [], "aws s3 cp"],
  [" and how to deploy, with --no-deploy", ["--no-deploy"], "sam deploy"],
])(
  "ota local prints what another shell needs%s, and unsets what would be in the way",
  { timeout: 60_000 },
  async (_, words, last) => {
    const options = ["--port", "0", "--mqtt-port", "0", "--devices", "1", ...words];
    const local = spawn(process.execPath, ["cli/main.ts", "local", ...options]);
    onTestFinished(() => void local.kill("SIGTERM"));
    let said = "";
    local.stdout.on("data", (text) => {
      said += text;
    });
    await vi.waitFor(() => expect(said).toContain(last), { timeout: 30_000 });
    expect(said).toMatch(/^ {2}export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m);
    expect(said).toMatch(/^ {2}unset AWS_SESSION_TOKEN$/m);
  },
);
