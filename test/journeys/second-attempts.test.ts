import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Ending } from "../support/endings.ts";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { type Product, productJourneys } from "../support/product-journeys.ts";
import { complete, refused, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
afterEach(() => pipeline.faults.clear());

const makeProduct = productJourneys(pipeline);

/** Milliseconds for which the next release waits at its gate, once one has ended without a job: something may be in flight. */
const aftermath = 2 * 60_000 + 1;

/** Lets no release get further than the step before devices are offered it. */
const forbidOffers = () =>
  pipeline.faults.add({ service: "iot", operation: "CreateOTAUpdate", calls: "1-", fault: "denied" });

describe("a version that was given up before any device took it", () => {
  /** Ends the first attempt somehow; returns what there is then of releases. */
  const ways: Record<string, (product: Product) => Promise<Record<string, Ending>>> = {
    async failed(product) {
      forbidOffers();
      return { [await product.release("1.4.0")]: undone("FAILED AccessDeniedException") };
    },
    async "was cancelled"(product) {
      const id = await product.drop("1.4.0");
      await enteredState(pipeline, id, "Wait For Signature");
      await product.cancel(id);
      return { [id]: undone("ABORTED ReleaseCancelled", "cancelled") };
    },
    async "was superseded"(product) {
      product.powerOff();
      const id = await product.offer("1.4.0");
      forbidOffers();
      const newer = await product.release("1.5.0");
      await product.fleet.start();
      return {
        [id]: takenBack("ABORTED SupersededError", "superseded", "CANCELED, 1 canceled"),
        [newer]: undone("FAILED AccessDeniedException"),
      };
    },
  };

  it.each(Object.keys(ways))("because it %s, may have other bytes, and the same", async (way) => {
    const product = await makeProduct();
    const given = await ways[way]?.(product);
    pipeline.leap(aftermath);
    forbidOffers();
    const other = await product.release("1.4.0", "other");
    pipeline.faults.clear();
    pipeline.leap(aftermath);
    const same = await product.release("1.4.0");
    expect(await product.endingsOnceSwept()).toEqual({
      ...given,
      [other]: undone("FAILED AccessDeniedException"),
      [same]: complete(),
    });
  });
});

describe("a version that a device took before it was given up", () => {
  /** Ends the first attempt somehow, while a device tests itself; returns what there is of releases once it has failed. */
  const ways: Record<string, (product: Product, id: string, fail: () => void) => Promise<Record<string, Ending>>> = {
    async failed(_, id, fail) {
      fail();
      await pipeline.execution(id);
      return { [id]: takenBack("FAILED RolloutFailedError", "failed", "COMPLETED, 1 failed") };
    },
    async "was cancelled"(product, id, fail) {
      await product.cancel(id);
      await pipeline.pass(5_000);
      fail();
      return { [id]: takenBack("ABORTED ReleaseCancelled", "cancelled", "CANCELED, 1 failed") };
    },
    async "was superseded"(product, id, fail) {
      forbidOffers();
      const newer = await product.release("1.5.0");
      pipeline.faults.clear();
      fail();
      return {
        [id]: takenBack("ABORTED SupersededError", "superseded", "CANCELED, 1 failed"),
        [newer]: undone("FAILED AccessDeniedException"),
      };
    },
  };

  it.each(Object.keys(ways))("because it %s, may have the same bytes only", async (way) => {
    const trial = heldSelfTest();
    const product = await makeProduct({ selfTest: trial.selfTest });
    const id = await product.offer("1.4.0");
    await pipeline.until(() => trial.begun);
    const given = await ways[way]?.(product, id, () => trial.decide(false));
    pipeline.leap(aftermath);
    const other = await product.release("1.4.0", "other");
    const same = await product.release("1.4.0");
    expect(await product.endingsOnceSwept()).toEqual({
      ...given,
      [other]: refused("VersionReusedError"),
      [same]: complete(),
    });
    expect(product.versions()).toEqual(["1.4.0"]);
  });
});
