import { afterAll, afterEach, describe, expect, it } from "vitest";
import { enteredState } from "../support/entered-state.ts";
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
    expect(await product.endingsOnceSwept()).toEqual({
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
    expect(await product.endingsOnceSwept()).toEqual({
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
    expect(await product.endingsOnceSwept()).toEqual({
      [first]: endOfService("superseded", "CANCELED, 1 succeeded"),
      [newer]: serving(),
    });
  });
});

describe("an admission that has announced and not looked", () => {
  const kill = (calls: string) =>
    pipeline.faults.add({
      service: "s3",
      operation: "PutObject",
      caller: "AdmitReleaseFunction",
      calls,
      fault: "kill-after",
    });

  it("because its Lambda was killed goes on from its own announcement", async () => {
    const product = await makeProduct();
    kill("1");
    const id = await product.release("1.4.0");
    expect(await product.endings()).toEqual({ [id]: complete() });
  });

  it("because its Lambda was killed twice fails, and leaves the version free", async () => {
    const product = await makeProduct();
    kill("1-2");
    const id = await product.release("1.4.0");
    const other = await product.release("1.4.0", "other");
    expect(await product.endings()).toEqual({ [id]: undone("FAILED Runtime.ExitError"), [other]: complete() });
  });

  it("that is due to be refused keeps nobody from their gate meanwhile", async () => {
    const { faults } = pipeline;
    const product = await makeProduct();
    const signing = faults.add({ service: "signer", operation: "DescribeSigningJob", calls: "1-", fault: "not-found" });
    const first = await product.drop("1.4.0");
    await enteredState(pipeline, first, "Wait For Signature");
    const caller = "AdmitReleaseFunction";
    const looking = faults.add({ service: "s3", operation: "ListObjectsV2", caller, calls: "1-", fault: "throttle" });
    const same = await product.drop("1.4.0");
    await pipeline.until(() => faults.list().find(({ id, struck }) => id === looking && struck > 0));
    faults.remove(signing);
    await enteredState(pipeline, first, "Create OTA Update");
    faults.remove(looking);
    for (const id of [first, same]) await pipeline.execution(id);
    expect(await product.endings()).toEqual({ [first]: complete(), [same]: nothingToDo });
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
