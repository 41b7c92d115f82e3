import { afterAll, afterEach, describe, expect, it } from "vitest";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { mostOpenJobs } from "../support/open-jobs.ts";
import { type Product, productJourneys } from "../support/product-journeys.ts";
import { beingTakenBack, complete, endOfService, serving, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { faults } = pipeline;
const makeProduct = productJourneys(pipeline);
let product: Product;
afterEach(async () => {
  faults.clear();
  expect(await mostOpenJobs(pipeline.iot, product.name)).toBe(1);
});

const superseded = "ABORTED SupersededError";

/** Until the function in return is called, whoever waits for AWS Signer goes on waiting. */
function holdSigning(): () => void {
  const id = faults.add({ service: "signer", operation: "DescribeSigningJob", calls: "1-", fault: "not-found" });
  return () => faults.remove(id);
}

describe("releases in a row", () => {
  it("end each other, each once devices are offered the next", async () => {
    product = await makeProduct();
    product.powerOff();
    const first = await product.offer("1.4.0");
    const second = await product.offer("1.5.0");
    const third = await product.offer("1.6.0");
    await product.fleet.start();
    await pipeline.execution(third);
    expect(await product.endingsOnceSwept()).toEqual({
      [first]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
      [second]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
      [third]: complete(),
    });
    expect(product.versions()).toEqual(["1.6.0"]);
  });
});

describe("a newer release", () => {
  it("leaves the older alone when it fails before its gate", async () => {
    product = await makeProduct();
    product.powerOff();
    const older = await product.offer("1.4.0");
    faults.add({ service: "signer", operation: "StartSigningJob", calls: "1-", fault: "denied" });
    const newer = await product.release("1.5.0");
    await product.fleet.start();
    await pipeline.execution(older);
    expect(await product.endings()).toEqual({
      [older]: complete(),
      [newer]: undone("FAILED AccessDeniedException"),
    });
  });

  it("has the older give way at its own gate even when it has failed: drop it again", async () => {
    product = await makeProduct();
    const release = holdSigning();
    const older = await product.drop("1.4.0");
    await enteredState(pipeline, older, "Wait For Signature");
    faults.add({ service: "signer", operation: "StartSigningJob", calls: "1-", fault: "denied" });
    const newer = await product.release("1.5.0");
    faults.clear();
    release();
    await pipeline.execution(older);
    const again = await product.release("1.4.0");
    expect(await product.endings()).toEqual({
      [older]: undone("FAILED SupersededError", "superseded"),
      [newer]: undone("FAILED AccessDeniedException"),
      [again]: complete(),
    });
  });

  it("leaves the older superseded when it fails after its gate", async () => {
    product = await makeProduct();
    product.powerOff();
    const older = await product.offer("1.4.0");
    faults.add({ service: "iot", operation: "CreateOTAUpdate", calls: "1-", fault: "denied" });
    const newer = await product.release("1.5.0");
    expect(await product.endingsOnceSwept()).toEqual({
      [older]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
      [newer]: undone("FAILED AccessDeniedException"),
    });
  });

  it("gives way to one that comes while it is at its gate", async () => {
    product = await makeProduct();
    product.powerOff();
    const first = await product.offer("1.4.0");
    const limit = faults.add({ service: "iot", operation: "CancelJob", calls: "1-", fault: "limit" });
    const second = await product.drop("1.5.0");
    await enteredState(pipeline, second, "Wait For Previous Release");
    const release = holdSigning();
    const third = await product.drop("1.6.0");
    await pipeline.execution(second);
    faults.remove(limit);
    release();
    await enteredState(pipeline, third, "Wait For Devices");
    await product.fleet.start();
    await pipeline.execution(third);
    expect(await product.endingsOnceSwept()).toEqual({
      [first]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
      [second]: undone("FAILED SupersededError", "superseded"),
      [third]: complete(),
    });
  });

  it("fails when the older cannot be ended, says what is left, and goes through the next time", async () => {
    product = await makeProduct();
    product.powerOff();
    const older = await product.offer("1.4.0");
    faults.add({ service: "iot", operation: "CancelJob", calls: "1-", fault: "limit" });
    const newer = await product.drop("1.5.0");
    await enteredState(pipeline, newer, "Wait For Previous Release");
    pipeline.leap(15 * 60_000);
    await pipeline.execution(newer);
    expect(await product.endings()).toEqual({
      [older]: beingTakenBack(superseded, "superseded", "IN_PROGRESS, 1 queued"),
      [newer]: undone("FAILED PreviousReleaseNotEndedError"),
    });
    expect(await product.record(newer)).toMatchObject({
      cause: `Not ended after 15 minutes: ${older}: its job is IN_PROGRESS`,
    });
    faults.clear();
    const again = await product.offer("1.5.0");
    await product.fleet.start();
    await pipeline.execution(again);
    expect(await product.endingsOnceSwept()).toEqual({
      [older]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
      [newer]: undone("FAILED PreviousReleaseNotEndedError"),
      [again]: complete(),
    });
  });
});

describe("an older release", () => {
  it("is ended while it signs", async () => {
    product = await makeProduct();
    const release = holdSigning();
    const older = await product.drop("1.4.0");
    // Its looks grow apart, up to 30 seconds: a newer one has signed in between.
    await pipeline.until(() => (faults.list()[0]?.struck ?? 0) >= 6 || undefined);
    await enteredState(pipeline, older, "Wait For Signature"); // a whole wait is left
    release();
    const newer = await product.release("1.5.0");
    expect(await product.endings()).toEqual({
      [older]: undone(superseded, "superseded"),
      [newer]: complete(),
    });
  });

  describe("whose Lambda is creating its OTA update", () => {
    /** Lets a newer release come to its gate while the older one's Lambda waits for AWS, and then go its way. */
    async function overtake(): Promise<{ older: string; newer: string }> {
      const older = await product.drop("1.4.0");
      await enteredState(pipeline, older, "Create OTA Update");
      const newer = await product.drop("1.5.0");
      await enteredState(pipeline, newer, "Wait For Signature");
      pipeline.leap(3_000); // of itself time does not fly while a Lambda runs
      await enteredState(pipeline, newer, "Wait For Devices");
      await product.fleet.start();
      await pipeline.execution(newer);
      return { older, newer };
    }

    it("is undone, so that the Lambda comes too late", async () => {
      product = await makeProduct();
      product.powerOff();
      faults.add({ service: "iot", operation: "CreateOTAUpdate", fault: "hang" });
      const { older, newer } = await overtake();
      expect(await product.endings()).toEqual({ [older]: undone(superseded, "superseded"), [newer]: complete() });
    });

    it("has its job cancelled when that was made already", async () => {
      product = await makeProduct();
      product.powerOff();
      faults.add({ service: "iot", operation: "CreateOTAUpdate", fault: "lost-answer" });
      faults.add({ service: "iot", operation: "GetOTAUpdate", caller: "CreateOtaUpdateFunction", fault: "hang" });
      const { older, newer } = await overtake();
      expect(await product.endingsOnceSwept()).toEqual({
        [older]: takenBack(superseded, "superseded", "CANCELED, 1 canceled"),
        [newer]: complete(),
      });
    });
  });

  describe("that a device is in the middle of", () => {
    it("is finished by that one, and the others are given the newer alone", async () => {
      product = await makeProduct({ devices: 2, blockWriteTime: 1_500 });
      product.fleet.devices[1]?.powerOff();
      const older = await product.offer("1.4.0");
      await pipeline.until(async () => {
        const { job } = await pipeline.iot.describeJob({ jobId: `AFR_OTA-${older}` });
        return job?.jobProcessDetails?.numberOfInProgressThings || undefined;
      });
      product.powerOff();
      const newer = await product.offer("1.5.0");
      expect((await product.endings())[older]).toEqual(
        beingTakenBack(superseded, "superseded", "CANCELED, 1 canceled, 1 inProgress"),
      );
      const booted: string[] = [];
      product.fleet.on((event) => {
        if (event.type === "booted" && event.testing) booted.push(`${event.thingName} ${event.version}`);
      });
      await product.fleet.start();
      await pipeline.execution(newer);
      expect(await product.endingsOnceSwept()).toEqual({
        [older]: takenBack(superseded, "superseded", "CANCELED, 1 canceled, 1 succeeded"),
        [newer]: complete("2 succeeded"),
      });
      const [one, other] = product.fleet.devices.map(({ thingName }) => thingName);
      expect(booted.sort()).toEqual([`${one} 1.4.0`, `${one} 1.5.0`, `${other} 1.5.0`]);
    });

    it("keeps the newer from that one for as long as a device may be in the middle, and no longer", async () => {
      const trial = heldSelfTest();
      product = await makeProduct({ selfTest: trial.selfTest, settings: { inProgressTimeoutInMinutes: 5 } });
      const older = await product.offer("1.4.0");
      await pipeline.until(() => trial.begun);
      const newer = await product.offer("1.5.0");
      await pipeline.pass(5 * 60_000);
      trial.decide(true);
      await pipeline.execution(newer);
      expect(await product.endingsOnceSwept()).toEqual({
        [older]: takenBack(superseded, "superseded", "CANCELED, 1 timedOut"),
        [newer]: complete(),
      });
    });
  });

  it("stays released when its devices all run it already, and only its workflow has not looked yet", async () => {
    product = await makeProduct();
    product.powerOff();
    const older = await product.offer("1.4.0");
    await pipeline.pass(10 * 60_000); // its looks are minutes apart by now
    await product.fleet.start();
    await expect
      .poll(async () => (await pipeline.iot.describeJob({ jobId: `AFR_OTA-${older}` })).job?.status)
      .toBe("COMPLETED");
    const newer = await product.release("1.5.0");
    expect(await product.endings()).toEqual({
      [older]: complete("1 succeeded", superseded),
      [newer]: complete(),
    });
  });

  it("is superseded when it serves, with how long it did on record", async () => {
    product = await makeProduct({ settings: { targetSelection: "CONTINUOUS" } });
    const older = await product.release("1.4.0");
    const served = await product.record(older);
    const newer = await product.release("1.5.0");
    expect(await product.endingsOnceSwept()).toEqual({
      [older]: endOfService("superseded", "CANCELED, 1 succeeded"),
      [newer]: serving(),
    });
    expect(await product.record(older)).toMatchObject({
      servingSince: served?.endedAt,
      error: "SupersededError",
      cause: `${product.name} 1.5.0 takes its place, announced later as ${newer}`,
    });
  });
});
