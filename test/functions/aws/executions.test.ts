import { afterEach, describe, expect, it } from "vitest";
import { describeExecution, stopExecution } from "../../../functions/aws/executions.ts";
import { pipelineBench } from "../../support/pipeline-bench.ts";

const bench = await pipelineBench();
const { clock, sfn, faults } = bench;
const minutes = 60_000;
const ago = (milliseconds: number) => clock.now() - milliseconds;

afterEach(() => faults.clear());

describe("an execution that Step Functions does not know", () => {
  const unknown = bench.executionArn("nobody-knows-it");

  it("counts as running for five minutes: it may be too new to show", async () => {
    expect(await describeExecution(unknown, { since: ago(0) })).toEqual({ status: "RUNNING" });
    expect(await describeExecution(unknown, { since: ago(4.9 * minutes) })).toEqual({ status: "RUNNING" });
  });

  it("has failed after that, at the end of the five minutes", async () => {
    expect(await describeExecution(unknown, { since: ago(8 * minutes) })).toEqual({
      status: "FAILED",
      Error: "ExecutionDoesNotExist",
      Cause: `Step Functions tells nothing of ${unknown}`,
      stoppedAt: ago(3 * minutes),
    });
    expect(await describeExecution(unknown)).toMatchObject({ status: "FAILED" });
  });

  it("need not be stopped", async () => {
    await expect(stopExecution(unknown, {})).resolves.toBeUndefined();
  });
});

describe("an execution that may not be seen", () => {
  const days = 24 * 60 * minutes;
  const denied = () => faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "denied" });
  const replaced = bench.executionArn("x").replace("FirmwareUpdate", "FirmwareUpdateBefore");

  it("is of a machine that was replaced: it has failed after five minutes", async () => {
    denied();
    const beside = bench.executionArn("x");
    expect(await describeExecution(replaced, { since: ago(minutes), beside })).toEqual({ status: "RUNNING" });
    expect(await describeExecution(replaced, { since: ago(5 * minutes), beside })).toMatchObject({
      status: "FAILED",
      Error: "AccessDeniedException",
    });
  });

  it("is a matter of rights when it is of our own machine, or nobody says which one that is", async () => {
    const execution = await bench.execution("x");
    const refused = { name: "AccessDeniedException" };
    denied();
    const since = ago(60 * days);
    await expect(describeExecution(execution, { since, beside: execution })).rejects.toMatchObject(refused);
    await expect(describeExecution(replaced, { since })).rejects.toMatchObject(refused);
    await expect(describeExecution(replaced)).rejects.toMatchObject(refused);
  });

  it("is over when no execution lives as long", async () => {
    denied();
    expect(await describeExecution(replaced, { since: ago(64 * days) })).toMatchObject({ status: "FAILED" });
  });
});

it("an execution that was stopped tells when and why", async () => {
  const execution = await bench.execution("y");
  await stopExecution(execution, { Error: "ReleaseCancelled", Cause: "lunch" });
  const stopped = { status: "ABORTED", Error: "ReleaseCancelled", Cause: "lunch", stoppedAt: clock.now() };
  expect(await describeExecution(execution)).toMatchObject(stopped);
  expect((await sfn.describeExecution({ executionArn: execution })).status).toBe("ABORTED");
});
