import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TransientError } from "../../../functions/aws/failure.ts";
import { setting } from "../../../functions/aws/setting.ts";
import { task } from "../../../functions/aws/task.ts";
import { NotFirmwareError } from "../../../functions/firmware/upload.ts";
import { lambdaContext } from "../../support/lambda-context.ts";
import { logLines } from "../../support/log-lines.ts";

const lines = logLines();
beforeEach(() => {
  lines.length = 0;
});

function failing(error: unknown) {
  return task(async (_: unknown) => {
    throw error;
  });
}

describe("a task", () => {
  it("returns what was learnt, and logs that it is done", async () => {
    const double = task(async ({ count }: { count: number }) => ({ state: "doubled", count: count * 2 }));
    const input = { count: 2, releaseId: "thermostat-1_4_0-3c9bb594" };
    expect(await double(input, lambdaContext)).toEqual({ state: "doubled", count: 4 });
    expect(lines).toEqual([
      expect.objectContaining({
        level: "INFO",
        message: "Done",
        state: "doubled",
        releaseId: "thermostat-1_4_0-3c9bb594",
        function_request_id: lambdaContext.awsRequestId,
      }),
    ]);
  });

  it("logs no state of what answers with none", async () => {
    await task(async () => null)({}, lambdaContext);
    expect(lines.map(({ message, state }) => [message, state])).toEqual([["Done", undefined]]);
  });

  it("throws its failures as they are, and logs each once, with the release and the request", async () => {
    const refusal = new NotFirmwareError("readme.txt");
    const handler = failing(refusal);
    await expect(handler({ release: { id: "thermostat-1_4_0-3c9bb594" } }, lambdaContext)).rejects.toBe(refusal);
    expect(lines).toEqual([
      expect.objectContaining({
        level: "ERROR",
        releaseId: "thermostat-1_4_0-3c9bb594",
        function_request_id: lambdaContext.awsRequestId,
        message: expect.stringContaining("readme.txt"),
        error: expect.objectContaining({ name: "NotFirmwareError" }),
      }),
    ]);
  });

  it("throws what will pass as TransientError, and only warns of it", async () => {
    const throttled = Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    const handler = failing(throttled);
    await expect(handler({ releaseId: "thermostat-1_4_0-3c9bb594" }, lambdaContext)).rejects.toBeInstanceOf(
      TransientError,
    );
    expect(lines).toEqual([expect.objectContaining({ level: "WARN", releaseId: "thermostat-1_4_0-3c9bb594" })]);
  });

  it.each<[string, unknown]>([
    ["the workflow tells the execution alone", { upload: {}, execution: "arn:aws:states:us-east-1:1:execution:m:one" }],
    ["it is the event of its end", { detail: { executionArn: "arn:aws:states:us-east-1:1:execution:m:one" } }],
  ])("knows the release by its execution where %s", async (_, input) => {
    await failing(new Error("no"))(input, lambdaContext).catch(() => {});
    expect(lines).toMatchObject([{ releaseId: "one", execution: "arn:aws:states:us-east-1:1:execution:m:one" }]);
  });

  it("tells release and execution, and forgets them when it is done", async () => {
    const handler = failing(new Error("no"));
    await handler({ releaseId: "one", execution: "arn:one" }, lambdaContext).catch(() => {});
    await handler(null, lambdaContext).catch(() => {});
    expect(lines.map(({ releaseId, execution }) => [releaseId, execution])).toEqual([
      ["one", "arn:one"],
      [undefined, undefined],
    ]);
  });
});

describe("a setting", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("is read when it is asked for", () => {
    vi.stubEnv("RELEASE_BUCKET", "releases");
    expect(setting("RELEASE_BUCKET")).toBe("releases");
  });

  it.each([undefined, ""])("fails by its name when it is %j", (value) => {
    vi.stubEnv("RELEASE_BUCKET", value);
    expect(() => setting("RELEASE_BUCKET")).toThrowError(
      expect.objectContaining({ name: "SettingMissingError", setting: "RELEASE_BUCKET" }),
    );
  });
});
