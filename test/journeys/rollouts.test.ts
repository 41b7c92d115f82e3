import { paginateListJobExecutionsForJob } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Device } from "../../local/device/device.ts";
import { type Firmware, makeImage } from "../../local/device/image.ts";
import { startPipeline } from "../support/local-aws.ts";
import { type Product, productJourneys } from "../support/product-journeys.ts";
import { complete, endOfService, serving, takenBack } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { iot } = pipeline;
const makeProduct = productJourneys(pipeline);

describe("a rollout to 200 devices", () => {
  let product: Product;
  let lost: readonly Device[] = []; // those whose power goes for good when they restart

  beforeAll(async () => {
    const selfTest = ({ version }: Firmware) => version !== "1.4.0";
    product = await makeProduct({ devices: 200, selfTest, selfTestTimeout: 600_000 }); // they share one computer
    attend(product);
  });

  /** Lets time stand still while devices are at their update. */
  function attend({ fleet }: Product): void {
    const busy = new Map<string, () => void>();
    fleet.on((event) => {
      const { type, thingName } = event;
      if (type === "downloading") busy.set(thingName, pipeline.clock.hold());
      const losing = type === "restarting" ? lost.find((device) => device.thingName === thingName) : undefined;
      losing?.powerOff();
      const isOver = type === "reported" && event.report.status !== "IN_PROGRESS";
      if (isOver || losing) busy.get(thingName)?.();
    });
  }

  /** Releases an image of one block, and waits for the end of its execution. */
  async function release(version: string, manifest: object): Promise<string> {
    const image = makeImage({ product: product.name, version, size: 1_000 });
    const id = await product.publish(version, manifest, { "app.bin": image });
    await pipeline.execution(id);
    return id;
  }

  /** To how many devices it was offered in which minute. */
  async function offers(id: string): Promise<Record<string, number>> {
    const times: number[] = [];
    for await (const page of paginateListJobExecutionsForJob({ client: iot }, { jobId: `AFR_OTA-${id}` })) {
      for (const { jobExecutionSummary } of page.executionSummaries ?? []) {
        times.push(jobExecutionSummary?.queuedAt?.getTime() ?? Number.NaN);
      }
    }
    const first = Math.min(...times);
    const minutes = Object.groupBy(times, (time) => Math.round((time - first) / 60_000));
    return Object.fromEntries(Object.entries(minutes).map(([minute, offered = []]) => [minute, offered.length]));
  }

  it("is given up by its abort criteria: who had it goes back, the others never hear of it", async () => {
    const abortCriteria = [{ failureType: "FAILED", thresholdPercentage: 10, minNumberOfExecutedThings: 50 }];
    const id = await release("1.4.0", { rollout: { maximumPerMinute: 50 }, abortCriteria });
    expect(await product.endingsOnceSwept()).toEqual({
      [id]: takenBack("FAILED RolloutAbortedError", "failed", "CANCELED, 50 failed"),
    });
    expect(await product.record(id)).toMatchObject({
      cause: expect.stringMatching(/^The job was cancelled \(ABORT_CRITERIA_MET: .*\): 50 failed\. p1-/),
      devices: { failed: 50 },
    });
    expect(await offers(id)).toEqual({ 0: 50 });
    expect(new Set(product.versions())).toEqual(new Set(["1.3.0"]));
  });

  it("goes on at its rate, and waits no longer for devices than its timeout says", async () => {
    lost = product.fleet.devices.filter((_, at) => at % 20 === 0);
    const rollout = { maximumPerMinute: 60 };
    const id = await release("1.5.0", { rollout, inProgressTimeoutInMinutes: 60, successPercent: 95 });
    const { [id]: ending } = await product.endings();
    expect(ending).toEqual(complete("190 succeeded, 10 timedOut"));
    expect(await offers(id)).toEqual({ 0: 60, 1: 60, 2: 60, 3: 20 });
  });
});

describe("a continuous release", () => {
  const targetSelection = "CONTINUOUS";

  it.each([
    ["an image alone", { settings: { targetSelection } }, ({ drop }: Product, version: string) => drop(version)],
    ["a manifest", {}, ({ publish }: Product, version: string) => publish(version, { targetSelection })],
  ])("by %s updates who joins the group later, until the next takes its place", async (_, options, release) => {
    const product = await makeProduct({ devices: 2, ...options });
    const late = { thingName: `${product.name}-2`, thingGroupName: product.name };
    await iot.removeThingFromThingGroup(late);
    const id = await release(product, "1.4.0");
    await pipeline.execution(id);
    expect(product.versions()).toEqual(["1.4.0", "1.3.0"]);
    expect(await product.endings()).toEqual({ [id]: serving() });
    await iot.addThingToThingGroup(late);
    await pipeline.until(() => product.versions()[1] === "1.4.0" || undefined);
    expect(await product.endings()).toEqual({ [id]: serving("2 succeeded") });
    const next = await release(product, "1.5.0");
    await pipeline.execution(next);
    expect(product.versions()).toEqual(["1.5.0", "1.5.0"]);
    expect(await product.endingsOnceSwept()).toEqual({
      [id]: endOfService("superseded", "CANCELED, 2 succeeded"),
      [next]: serving("2 succeeded"),
    });
  });

  it("waits for nobody who has left the group", async () => {
    const product = await makeProduct({ devices: 2, settings: { targetSelection } });
    const [leaver] = product.fleet.devices;
    await leaver?.stop();
    const id = await product.offer("1.4.0");
    await iot.removeThingFromThingGroup({ thingName: `${product.name}-1`, thingGroupName: product.name });
    await leaver?.start();
    await pipeline.execution(id);
    expect(product.versions()).toEqual(["1.3.0", "1.4.0"]);
    expect(await product.endings()).toEqual({ [id]: serving("1 succeeded, 1 removed") });
    expect(await product.record(id)).toMatchObject({ devices: { succeeded: 1, removed: 1, queued: 0 } });
  });

  it("serves an empty group at once, and its first member when there is one", async () => {
    const product = await makeProduct({ devices: 1, settings: { targetSelection } });
    const first = { thingName: `${product.name}-1`, thingGroupName: product.name };
    await iot.removeThingFromThingGroup(first);
    const id = await product.release("1.4.0");
    await iot.addThingToThingGroup(first);
    await pipeline.until(() => product.versions()[0] === "1.4.0" || undefined);
    expect(await product.endings()).toEqual({ [id]: serving() });
  });
});
