import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { makeImage } from "../../local/device/image.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { ota } from "../support/ota.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { iot, s3, household, firmwareBucket } = pipeline;
const local = (...words: string[]) => ota(...words, "--local");
const warning = "AWS says of a device that is in the middle of the update: it cannot";

beforeAll(() => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint; // for `ota --local`, which runs in a process of its own
});

/** A release whose only device is held in the middle. Returns its id. */
async function held(product: string, settings?: object): Promise<string> {
  const Key = `products/${product}.json`;
  if (settings) await s3.putObject({ Bucket: firmwareBucket, Key, Body: JSON.stringify(settings) });
  const { selfTest, begun } = heldSelfTest();
  await household({ product, devices: 1, selfTest });
  const image = makeImage({ product, version: "1.4.0", size: 20_000 });
  const id = await pipeline.upload(`firmware/${product}/1.4.0/app.bin`, image);
  await pipeline.until(() => begun);
  return id;
}

async function executionOf(id: string, thingName: string) {
  return (await iot.describeJobExecution({ jobId: `AFR_OTA-${id}`, thingName })).execution;
}

describe("ota cancel --force", () => {
  it("asks first: without a terminal nothing is done, and --yes is the way out", { timeout: 30_000 }, async () => {
    const id = await held("lamp");
    const { exitCode, stderr } = await local("cancel", id, "--force");
    expect(exitCode).toBe(exitCodes.usage);
    expect(stderr).toContain(`${warning} report its status any more, and may be left in an undefined state`);
    expect(stderr).toContain("By now there is 1 device in the middle.\n");
    expect(stderr).toContain("ota: There is no terminal to ask on, and nothing was done. If you mean it, say --yes\n");
    expect(await executionOf(id, "lamp-1")).toMatchObject({ status: "IN_PROGRESS" });
  });

  it("cuts off the devices in the middle, and says whom", { timeout: 30_000 }, async () => {
    const id = await held("oven");
    const { exitCode, stdout } = await local("cancel", id, "--force", "--yes", "--reason", "smoke");
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toContain("1 device in the middle: cut off by force.\n");
    expect(stdout).toMatch(/It is cancelled, and clean: .*\n$/);
    expect(await executionOf(id, "oven-1")).toMatchObject({ status: "CANCELED", forceCanceled: true });
    expect((await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job).toMatchObject({ forceCanceled: true });
    const { stdout: devices } = await local("devices", id);
    expect(devices).toMatch(/^oven-1 +canceled .* it was cut off by force, in the middle of the update$/m);
  });

  it("also cuts off those that an earlier cancellation let finish", { timeout: 30_000 }, async () => {
    const id = await held("fan");
    await local("cancel", id, "--no-wait");
    await pipeline.until(async () =>
      (await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job?.status === "CANCELED" ? true : undefined,
    );
    expect(await executionOf(id, "fan-1")).toMatchObject({ status: "IN_PROGRESS" });
    expect((await local("cancel", id, "--force", "--yes", "--no-wait")).exitCode).toBe(exitCodes.ok);
    expect(await executionOf(id, "fan-1")).toMatchObject({ status: "CANCELED" });
  });
});

describe("ota delete --force", () => {
  it("cancels what is under way, and deletes it under its devices", { timeout: 60_000 }, async () => {
    const id = await held("clock");
    const refused = await local("delete", id);
    expect(refused.exitCode).toBe(exitCodes.failed);
    expect(refused.stderr).toContain(`${id} is under way. End it first with`);

    const { exitCode, stdout, stderr } = await local("delete", id, "--force", "--yes", "--json");
    expect(exitCode).toBe(exitCodes.ok);
    expect(stderr).toContain(`${warning} read its job or report its status any more`);
    expect(JSON.parse(stdout)).toMatchObject({ release: id, outcome: "cancelled", isGone: true });
    await expect(iot.describeJob({ jobId: `AFR_OTA-${id}` })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    expect((await local("status", id)).stdout).toMatch(/^state {6}cancelled /m);
  });

  it("deletes one device's execution, which that can no longer report on", { timeout: 30_000 }, async () => {
    const id = await held("pump");
    const { exitCode, stdout } = await local("delete", id, "--device", "pump-1", "--force", "--yes");
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toBe(
      "Deleted: the execution of pump-1, which was IN_PROGRESS. Its release counts the device no more.\n",
    );
    await expect(executionOf(id, "pump-1")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
