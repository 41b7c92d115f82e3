import { afterAll, afterEach, describe, expect, it } from "vitest";
import { startPipeline } from "../support/local-aws.ts";
import { productJourneys } from "../support/product-journeys.ts";
import {
  complete,
  endOfService,
  nothingToDo,
  refused,
  serving,
  takenBack,
  undone,
} from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
afterEach(() => pipeline.faults.clear());

const makeProduct = productJourneys(pipeline);
describe("a version that is on its way", () => {
  it("has nothing to do with the same bytes, and is refused with others", async () => {
    const product = await makeProduct();
    product.powerOff();
    const first = await product.offer("1.4.0");
    const same = await product.release("1.4.0");
    const other = await product.release("1.4.0", "other");
    await product.fleet.start();
    await pipeline.execution(first);
    expect(await product.endings()).toEqual({
      [first]: complete(),
      [same]: nothingToDo,
      [other]: refused("VersionReusedError"),
    });
  });

  it("is refused when it is older than another on its way", async () => {
    const product = await makeProduct();
    product.powerOff();
    const newer = await product.offer("1.5.0");
    const older = await product.release("1.4.0");
    await product.fleet.start();
    await pipeline.execution(newer);
    expect(await product.endings()).toEqual({ [newer]: complete(), [older]: refused("VersionNotNewerError") });
  });

  it("gives way to an older one where the product allows it, with the reason on record", async () => {
    const product = await makeProduct();
    product.powerOff();
    const newer = await product.offer("1.5.0");
    await product.decide({ allowDowngrade: { reason: "1.5.0 drains the battery" } });
    const older = await product.offer("1.4.0");
    await product.fleet.start();
    await pipeline.execution(older);
    expect(await product.endings()).toEqual({
      [newer]: takenBack("ABORTED SupersededError", "superseded", "CANCELED, 1 canceled"),
      [older]: complete(),
    });
    expect(product.versions()).toEqual(["1.4.0"]);
    expect(await product.record(older)).toMatchObject({
      overrides: { allowDowngrade: { reason: "1.5.0 drains the battery" } },
    });
  });
});

describe("a version that is released", () => {
  it("has nothing to do with the same bytes, and is refused with others", async () => {
    const product = await makeProduct();
    const first = await product.release("1.4.0");
    const same = await product.release("1.4.0");
    const other = await product.release("1.4.0", "other");
    expect(await product.endings()).toEqual({
      [first]: complete(),
      [same]: nothingToDo,
      [other]: refused("VersionReusedError"),
    });
  });

  it("serves, has nothing to do with the same bytes, and is refused with others", async () => {
    const product = await makeProduct({ settings: { targetSelection: "CONTINUOUS" } });
    const first = await product.release("1.4.0");
    const same = await product.release("1.4.0");
    const other = await product.release("1.4.0", "other");
    expect(await product.endings()).toEqual({
      [first]: serving(),
      [same]: nothingToDo,
      [other]: refused("VersionReusedError"),
    });
  });

  it("is gone back to from a later one only where the product allows it, and then devices have the last word", async () => {
    const product = await makeProduct();
    const first = await product.release("1.4.0");
    const later = await product.release("1.5.0");
    const forbidden = await product.release("1.4.0");
    await product.decide({ allowDowngrade: { reason: "1.5.0 drains the battery" } });
    const latest = await product.release("1.5.0");
    const other = await product.release("1.4.0", "other");
    const back = await product.release("1.4.0");
    expect(await product.endings()).toEqual({
      [first]: complete(),
      [later]: complete(),
      [forbidden]: refused("VersionNotNewerError"),
      [latest]: nothingToDo,
      [other]: refused("VersionReusedError"),
      [back]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 failed"),
    });
    expect((await product.record(back))?.cause).toContain("rejected: 0x0000000f"); // the device takes no older version
  });
});

describe("a product that supersedes nothing", () => {
  it("refuses a newer release while one is running", async () => {
    const product = await makeProduct({ settings: { supersede: false } });
    product.powerOff();
    const first = await product.offer("1.4.0");
    const newer = await product.release("1.5.0");
    await product.fleet.start();
    await pipeline.execution(first);
    expect(await product.endings()).toEqual({ [first]: complete(), [newer]: refused("ReleaseInProgressError") });
  });

  it("lets a newer one take the place of one that serves", async () => {
    const product = await makeProduct({ settings: { supersede: false, targetSelection: "CONTINUOUS" } });
    const first = await product.release("1.4.0");
    const newer = await product.release("1.5.0");
    expect(await product.endings()).toEqual({
      [first]: endOfService("superseded", "CANCELED, 1 succeeded"),
      [newer]: serving(),
    });
  });
});

describe("an admission whose Lambda is killed between announcing and looking", () => {
  const kill = (calls: string) =>
    pipeline.faults.add({
      service: "s3",
      operation: "PutObject",
      caller: "AdmitReleaseFunction",
      calls,
      fault: "kill-after",
    });

  it("goes on from its own announcement", async () => {
    const product = await makeProduct();
    kill("1");
    const id = await product.release("1.4.0");
    expect(await product.endings()).toEqual({ [id]: complete() });
  });

  it("fails when that happens again, and leaves the version free", async () => {
    const product = await makeProduct();
    kill("1-2");
    const id = await product.release("1.4.0");
    const other = await product.release("1.4.0", "other");
    expect(await product.endings()).toEqual({ [id]: undone("FAILED Runtime.ExitError"), [other]: complete() });
  });
});

describe("two uploads at once", () => {
  it("of two versions: devices get the newer one alone", async () => {
    const product = await makeProduct();
    const [newer = "", older = ""] = await Promise.all([product.drop("1.5.0"), product.drop("1.4.0")]);
    await pipeline.execution(newer);
    await pipeline.execution(older);
    const { [newer]: won, [older]: gaveWay, ...others } = await product.endings();
    expect(won).toEqual(complete());
    // by whether it looked before the other was announced
    expect([refused("VersionNotNewerError"), undone("FAILED SupersededError", "superseded")]).toContainEqual(gaveWay);
    expect(others).toEqual({});
  });

  it("of a product that supersedes nothing: one is released, the other is refused", async () => {
    const product = await makeProduct({ settings: { supersede: false } });
    const ids = await Promise.all([product.drop("1.5.0"), product.drop("1.4.0")]);
    for (const id of ids) await pipeline.execution(id);
    const endings = Object.values(await product.endings());
    expect(endings).toHaveLength(2);
    expect(endings).toContainEqual(complete());
    expect(endings).toContainEqual([expect.stringMatching(/ (VersionNotNewer|ReleaseInProgress)Error$/)]);
  });

  it("of the same bytes: one is released, the other has nothing to do", async () => {
    const product = await makeProduct();
    const ids = await Promise.all([product.drop("1.4.0"), product.drop("1.4.0")]);
    for (const id of ids) await pipeline.execution(id);
    const endings = Object.values(await product.endings());
    expect(endings).toHaveLength(2);
    expect(endings).toEqual(expect.arrayContaining([complete(), nothingToDo]));
  });

  it("of one version with other bytes: one is released, the other is refused", async () => {
    const product = await makeProduct();
    const ids = await Promise.all([product.drop("1.4.0"), product.drop("1.4.0", "other")]);
    for (const id of ids) await pipeline.execution(id);
    const endings = Object.values(await product.endings());
    expect(endings).toHaveLength(2);
    expect(endings).toEqual(expect.arrayContaining([complete(), refused("VersionReusedError")]));
  });
});
