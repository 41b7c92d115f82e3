import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { enteredState } from "../support/entered-state.ts";
import { inventoryChanges } from "../support/inventory-changes.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { sweeps } from "../support/sweeps.ts";
import { complete, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { aws, s3, faults, invoke, releaseBucket } = pipeline;
const { sweep, sweepOut, saysOf, scheduled, stop } = await sweeps(pipeline);
afterAll(stop);
const product = productJourneys(pipeline);
afterEach(() => faults.clear());

const minute = 60_000;
const aDay = 24 * 60 * minute;
const stopped = "ABORTED ReleaseCancelled";
const cancelled = takenBack(stopped, "cancelled", "CANCELED, 1 canceled");
const nothing = { swept: [], left: [] };

/** A release whose execution was stopped while its device is off; nobody has cleaned up. */
async function abandoned(state = "Wait For Devices") {
  const one = await product();
  await one.fleet.stop();
  const id = await one.drop("1.4.0");
  await enteredState(pipeline, id, state);
  await one.cancel(id);
  await pipeline.execution(id);
  return { ...one, id };
}

describe("sweepers that are killed right after the first thing each does", () => {
  const changes = {
    iot: ["CancelJob", "DeleteJob", "DeleteOTAUpdate", "DeleteStream"],
    s3: ["PutObject", "DeleteObject", "DeleteObjects"],
  };

  /**
   * Sweeps and kills the sweeper until there is nothing more to do; returns after what each was killed: never twice in a
   * row after the same, for some things are said again to be sure.
   */
  async function deaths(last?: string): Promise<string[]> {
    for (const [service, operations] of Object.entries(changes)) {
      for (const operation of operations.filter((one) => one !== last)) {
        faults.add({ caller: "SweepFunction", service, operation, fault: "kill-after" });
      }
    }
    await sweep().catch(() => undefined);
    const struck = faults.list().find((rule) => rule.struck > 0)?.operation;
    faults.clear();
    await pipeline.pass(5_000); // AWS deletes in its own time
    return struck ? [struck, ...(await deaths(struck))] : [];
  }

  it("do all there is to do", async () => {
    const { id, endings } = await abandoned();
    expect(await deaths()).toEqual(["PutObject", "CancelJob", "DeleteStream", "DeleteObjects"]);
    expect(await endings()).toEqual({ [id]: cancelled });
    pipeline.leap(aDay);
    expect(await deaths()).toEqual(["PutObject", "DeleteObject"]);
    pipeline.leap(32 * aDay);
    expect(await deaths()).toEqual(["DeleteOTAUpdate", "DeleteJob", "DeleteObject"]);
    const { streams, otaUpdates, jobs, objects, versions } = await pipeline.inventory();
    expect({ streams, otaUpdates, jobs }).toEqual({ streams: [], otaUpdates: {}, jobs: {} });
    expect(objects).toEqual([expect.stringMatching(`^records/.*/${id}.json$`)]);
    expect(versions.filter((key) => key.startsWith("signed/"))).toEqual([]);
  });
});

describe("the schedule", () => {
  it("sweeps every quarter of an hour, also where the rule on ended executions is switched off", async () => {
    const sweeping: string[] = [];
    const end = aws.onInvocation(({ functionName, phase }) => {
      if (functionName.includes("SweepFunction")) sweeping.push(phase);
    });
    const { id, endings } = await abandoned();
    await scheduled(() => pipeline.pass(61 * minute));
    end();
    expect(sweeping).toEqual(Array(4).fill(["started", "succeeded"]).flat());
    expect(await endings()).toEqual({ [id]: cancelled });
  });

  it("tries no failed sweep again: the next one does, and the event is in the dead-letter queue", async () => {
    faults.add({ caller: "SweepFunction", service: "s3", operation: "ListObjectVersions", fault: "denied" });
    const { id, endings } = await abandoned("End Previous Release");
    await scheduled(() => pipeline.pass(15 * minute));
    expect(await endings()).toEqual({ [id]: [`execution ${stopped}`, "open", "signed", "stream"] });
    await scheduled(() => pipeline.pass(15 * minute));
    expect(await endings()).toEqual({ [id]: undone(stopped, "cancelled") });
    const sqs = new SQS(clientConfig(aws.endpoint));
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: aws.outputs["FailedInvocationsUrl"] });
    sqs.destroy();
    expect(Messages.map(({ Body = "" }) => JSON.parse(Body)["detail-type"])).toEqual(["Scheduled Event"]);
  });
});

describe("a sweep touches nothing of a release", () => {
  it("that is signed, streamed, offered and installed", async () => {
    const { drop, endings } = await product();
    const id = await drop("1.4.0");
    let isOver = false;
    const over = pipeline.execution(id).then(() => {
      isOver = true;
    });
    const said: object[] = [];
    while (!isOver) await Promise.race([over, sweep().then((report) => said.push(saysOf(report, id)))]);
    expect(said.length).toBeGreaterThan(1);
    for (const report of said) expect(report).toEqual(nothing);
    expect(await endings()).toEqual({ [id]: complete() });
  });

  it("that waits for a device, serves, or is kept as evidence", async () => {
    const waiting = await product();
    await waiting.fleet.stop();
    const served = await product({ settings: { targetSelection: "CONTINUOUS" } });
    const kept = await product();
    const ids = [await served.release("1.4.0"), await kept.release("1.4.0"), await waiting.offer("1.4.0")];
    const before = await pipeline.inventory();
    pipeline.leap(13 * aDay);
    const report = await sweep();
    for (const id of ids) expect(saysOf(report, id)).toEqual(nothing);
    const changes = inventoryChanges(before, await pipeline.inventory());
    expect(changes.filter((line) => ids.some((id) => line.includes(id)))).toEqual([]);
  });
});

describe("a dry run", () => {
  it("tells what a sweep would do and why, and changes nothing", async () => {
    const offered = await abandoned();
    const streamed = await abandoned("End Previous Release");
    const before = await pipeline.inventory();
    const report = await sweep({ dryRun: true });
    expect(await pipeline.inventory()).toEqual(before);
    const why = "the release is cancelled: ReleaseCancelled";
    const verdict = (name: string, id: string) =>
      `records/${name}/${id}.json: its execution is ABORTED, and nobody has said that it is cancelled`;
    const [one, other] = [offered.id, streamed.id];
    expect(saysOf(report, one)).toEqual({
      swept: [
        verdict(offered.name, one),
        `job/AFR_OTA-${one}: ${why}`,
        `stream/${one}: ${why}`,
        `signed/${one}/: ${why}`,
      ],
      left: [],
    });
    expect(saysOf(report, other)).toEqual({
      swept: [verdict(streamed.name, other), `stream/${other}: ${why}`, `signed/${other}/: ${why}`],
      left: [],
    });
    const done = await sweepOut();
    for (const id of [one, other]) {
      expect(done.flatMap((after) => saysOf(after, id).swept)).toEqual(saysOf(report, id).swept);
    }
  });
});

describe("several sweeps", () => {
  it("at once, and the rule's clean-up, are as one", async () => {
    const { id, endings } = await abandoned();
    const event = { source: "aws.states", detail: { name: id } };
    await Promise.all([sweep(), sweep(), sweep(), invoke("CleanUpFunction", event)]);
    await Promise.all([sweep(), sweep(), sweep(), invoke("CleanUpFunction", event)]);
    expect(await endings()).toEqual({ [id]: cancelled });
  });

  it("finish what one of them cannot do: it goes on with the rest, and says why", async () => {
    faults.add({ caller: "SweepFunction", service: "iot", operation: "DeleteStream", fault: "denied" });
    const [one, other] = [await abandoned("End Previous Release"), await abandoned("End Previous Release")];
    const report = await sweep();
    expect(saysOf(report, one.id).left).toEqual([
      expect.stringMatching(/: AccessDeniedException: User: .* iot:DeleteStream/),
    ]);
    expect(saysOf(report, other.id).left).toEqual([]);
    expect(await other.endings()).toMatchObject({ [other.id]: undone(stopped, "cancelled") });
    await sweep();
    expect(await one.endings()).toMatchObject({ [one.id]: undone(stopped, "cancelled") });
  });

  it("go on where the one before ran out of time, then with the oldest", async () => {
    const [one, other] = [await abandoned(), await abandoned()];
    const { Contents } = await s3.listObjectsV2({ Bucket: releaseBucket, Prefix: `open/${one.name}/` });
    const after = `${Contents?.[0]?.LastModified?.toISOString()} ${Contents?.[0]?.Key}`;
    await s3.putObject({ Bucket: releaseBucket, Key: "sweep/cursor.json", Body: JSON.stringify({ after }) });
    const report = await sweep();
    expect(report).toMatchObject({ resumedAfter: after });
    const order = [...new Set(report.swept.map(({ release }) => release))];
    expect(order).toEqual([other.id, one.id]);
    expect(await sweep()).not.toHaveProperty("resumedAfter");
  });

  it("are not stopped by a place that nobody can read", async () => {
    await s3.putObject({ Bucket: releaseBucket, Key: "sweep/cursor.json", Body: "{" });
    expect(await sweep()).toMatchObject({ left: [] });
  });
});
