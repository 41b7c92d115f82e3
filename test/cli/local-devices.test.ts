import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { devicesControl } from "../../cli/local-devices-control.ts";
import { ota, startOta } from "../support/ota.ts";

describe("ota local devices", () => {
  it("adds devices to the local AWS that runs, and they are updated as the others", { timeout: 60_000 }, async () => {
    const ports = ["--port", "0", "--mqtt-port", "0"];
    const local = await startOta("local", ...ports, "--devices", "1", "--product", "pump", "--speed", "4");
    const { endpoint } = (await local.next({ type: "started" })) as { endpoint: string };
    vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
    onTestFinished(() => void vi.unstubAllEnvs());

    const added = await ota("local", "devices", "add", "2");
    expect(added).toEqual({ exitCode: 0, stdout: "Added 2 devices of pump on 1.3.0: pump-2 to pump-3\n", stderr: "" });
    const others = await ota("local", "devices", "add", "--product", "fan", "--version", "2.0.0", "--json");
    expect(JSON.parse(others.stdout)).toEqual({ product: "fan", version: "2.0.0", count: 1, devices: ["fan-1"] });
    const tooMany = await ota("local", "devices", "add", "500");
    expect([tooMany.exitCode, tooMany.stderr]).toEqual([
      exitCodes.failed,
      "ota: There are 4 devices already, and one computer plays 500 at most.\n",
    ]);

    const directory = await mkdtemp(join(tmpdir(), "image-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const image = join(directory, "app.bin");
    await ota("local", "image", image, "--product", "pump", "--version", "1.5.0");
    await ota("publish", image, "--product", "pump", "--version", "1.5.0", "--local");
    await local.next({ type: "execution ended", status: "SUCCEEDED" });
    const { devices } = JSON.parse((await ota("local", "devices", "list", "--json")).stdout);
    expect(devices).toEqual([
      { thingName: "pump-1", product: "pump", version: "1.5.0" },
      { thingName: "pump-2", product: "pump", version: "1.5.0" },
      { thingName: "pump-3", product: "pump", version: "1.5.0" },
      { thingName: "fan-1", product: "fan", version: "2.0.0" },
    ]);
    await expect(local.end("SIGINT")).resolves.toBe(0);
  });
});

describe("devices for other processes", () => {
  const usual = { product: "pump", version: "1.3.0" };
  const none = { add: () => Promise.reject(new Error("S3 is away")), list: () => [] };
  const ask = (method: string, body?: unknown, world: typeof none | undefined = none) =>
    devicesControl(() => world, usual)({ method, path: "", body });

  it.each([
    { body: { product: "Pump" }, status: 400, message: expect.stringContaining("A product is 1 to 20") },
    { body: { version: "2" }, status: 400, message: expect.stringContaining("A version is major.minor.patch") },
    { body: { count: 0 }, status: 400, message: expect.stringContaining("A number of devices is") },
    { body: {}, status: 409, message: "S3 is away" },
  ])("$body is refused by $status", async ({ body, status, message }) => {
    expect(await ask("POST", body)).toEqual({ status, body: { message } });
  });

  it("are there when all has started", async () => {
    expect(await devicesControl(() => undefined, usual)({ method: "GET", path: "", body: undefined })).toMatchObject({
      status: 503,
    });
    expect(await ask("GET")).toEqual({ status: 200, body: { devices: [] } });
    expect(await ask("DELETE")).toMatchObject({ status: 405 });
  });
});
