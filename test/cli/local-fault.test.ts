import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { exitCodes } from "../../cli/exit-codes.ts";
import { createThing, faultBench, functions } from "../support/fault-bench.ts";
import { ota } from "../support/ota.ts";

/** The test's `ota local fault` commands find local AWS here. */
function pointTo(endpoint: string): void {
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
}

async function localAws() {
  const bench = await faultBench();
  pointTo(bench.front.endpoint);
  return bench;
}

const fault = (...words: string[]) => ota("local", "fault", ...words);

describe("ota local fault", () => {
  it("makes a fault in the local AWS that runs", async () => {
    const { faults, iot } = await localAws();
    const added = await fault("add", "iot", "CreateThing", "throttle");
    expect(added).toEqual({ exitCode: 0, stdout: "Fault 1 waits for calls 1 of iot:CreateThing\n", stderr: "" });
    await expect(iot.createThing({ thingName: "t" })).rejects.toThrow("Rate exceeded");
    expect(faults.list()).toMatchObject([{ ...createThing("throttle"), struck: 1 }]);
  });

  it("makes it for some calls of one function, and tells its id in JSON", async () => {
    const { faults } = await localAws();
    const words = ["iot", "CreateStream", "hang", "--calls", "2-3", "--caller", "CreateStreamFunction", "--json"];
    expect(JSON.parse((await fault("add", ...words)).stdout)).toEqual({ id: "1" });
    expect(faults.list()).toMatchObject([{ calls: "2-3", caller: functions.CreateStreamFunction, fault: "hang" }]);
  });

  it("lists them, in words and in JSON", async () => {
    const { faults, iot } = await localAws();
    expect((await fault("list")).stdout).toBe("There are no faults\n");
    faults.add(createThing("throttle", "2"));
    faults.add({ service: "s3", operation: "PutObject", caller: "SweepFunction", fault: "denied" });
    await iot.createThing({ thingName: "t" });
    expect((await fault("list")).stdout.split("\n")).toEqual([
      "1  throttle  iot:CreateThing, calls 2: 0 struck of 1 so far",
      `2  denied  s3:PutObject by ${functions.SweepFunction}, calls 1: 0 struck of 0 so far`,
      "",
    ]);
    expect(JSON.parse((await fault("list", "--json")).stdout)).toEqual({ faults: faults.list() });
  });

  it("takes them away, one or all", async () => {
    const { faults } = await localAws();
    for (const calls of ["1", "2", "3"]) faults.add(createThing("throttle", calls));
    expect((await fault("remove", "2")).exitCode).toBe(0);
    expect(faults.list().map(({ id }) => id)).toEqual(["1", "3"]);
    expect((await fault("clear")).exitCode).toBe(0);
    expect(faults.list()).toEqual([]);
  });

  it("says in local AWS's words what is wrong with a fault", async () => {
    await localAws();
    expect(await fault("add", "iot", "CreateSteam", "throttle")).toMatchObject({
      exitCode: exitCodes.usage,
      stdout: "",
      stderr: expect.stringContaining('ota: There is no operation of iot "CreateSteam"; there are CreateStream'),
    });
    expect(await fault("remove", "7")).toMatchObject({
      exitCode: exitCodes.notFound,
      stderr: "ota: There is no fault 7\n",
    });
  });

  it("says when no local AWS answers, and where it looked", async () => {
    const server = createServer((_, response) => response.end("<html>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    pointTo(endpoint);
    expect((await fault("list")).stderr).toContain(`What answers at ${endpoint} is not local AWS. Start it with`);
    await new Promise((resolve) => server.close(resolve));
    const { exitCode, stderr } = await fault("list");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`No local AWS answers at ${endpoint} (connect ECONNREFUSED`);
    pointTo("localhost");
    expect((await fault("list")).stderr).toBe("ota: AWS_ENDPOINT_URL is no URL: localhost\n");
  });

  it("shows by example what it can do", async () => {
    const { stdout } = await fault("add", "--help");
    expect(stdout).toContain("ota local fault add iot CreateStream throttle --calls 1-3");
    expect(stdout).toContain("kill-before");
  });
});
