import { afterAll, afterEach, describe, expect, it } from "vitest";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import type { FaultRule } from "../../local/faults/rule.ts";
import type { Ending } from "../support/endings.ts";
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
const { faults } = pipeline;
afterEach(() => {
  const idle = faults.list().filter(({ struck }) => struck === 0);
  faults.clear();
  expect(idle).toEqual([]);
});

const makeProduct = productJourneys(pipeline);

/** Lets something go wrong with what a function writes into the release bucket, by default with the first of it. */
function disturbWrites(caller: string, fault: FaultRule["fault"], calls = "1"): void {
  faults.add({ service: "s3", operation: "PutObject", caller, fault, calls });
}

describe("a release that failed", () => {
  it("never holds up the next one, whatever it failed at", async () => {
    const product = await makeProduct();
    product.powerOff();
    const denied = "FAILED AccessDeniedException";
    const failures: [string, string, string, Ending][] = [
      ["DescribeReleaseFunction", "signer", "GetSigningProfile", refused("SignerProfileUnusableError")],
      ["AdmitReleaseFunction", "s3", "ListObjectsV2", undone("FAILED AccessDenied")],
      ["StartSigningFunction", "signer", "StartSigningJob", undone(denied)],
      ["EndPreviousReleaseFunction", "s3", "ListObjectsV2", undone("FAILED AccessDenied")],
      ["CreateOtaUpdateFunction", "iot", "CreateOTAUpdate", undone(denied)],
      ["CheckRolloutFunction", "iot", "DescribeJob", takenBack(denied, "failed", "CANCELED, 1 canceled")],
    ];
    const endings: Record<string, Ending> = {};
    for (const [at, [caller, service, operation, ending]] of failures.entries()) {
      faults.add({ service, operation, caller, calls: "1-", fault: "denied" });
      endings[await product.release(`1.3.${at + 1}`)] = ending;
      faults.clear();
      pipeline.leap(2 * 60_000 + 1); // a step of it may be in flight: the next one would wait at its gate
    }
    const last = await product.offer("1.4.0");
    await product.fleet.start();
    await pipeline.execution(last);
    expect(await product.endingsOnceSwept()).toEqual({ ...endings, [last]: complete() });
    expect(product.versions()).toEqual(["1.4.0"]);
  });
});

describe("an announcement", () => {
  it.each([
    ["is known again as its own when the answer got lost", "lost-answer", "1"],
    ["is known again as its own when the SDK's second answer got lost too", "lost-answer", "1-2"],
    ["is written once more when S3 says that somebody else is writing", "conflict", "1-2"],
  ] as const)("%s", async (_, fault, calls) => {
    const product = await makeProduct();
    disturbWrites("AdmitReleaseFunction", fault, calls);
    const id = await product.release("1.4.0");
    expect(await product.endings()).toEqual({ [id]: complete() });
  });

  it("belongs to the execution that wrote it: another one of the same upload has nothing to do", async () => {
    const product = await makeProduct();
    product.powerOff();
    const id = await product.offer("1.4.0");
    const { stateMachineArn } = pipeline;
    const executionArn = executionArnOf(stateMachineArn, id);
    const { input } = await pipeline.sfn.describeExecution({ executionArn });
    const name = id.replace(/.{8}$/, "0badcafe");
    await pipeline.sfn.startExecution({ stateMachineArn, name, input });
    await pipeline.execution(name);
    await product.fleet.start();
    await pipeline.execution(id);
    expect(await product.endings()).toEqual({ [id]: complete(), [name]: nothingToDo });
  });
});

describe("a verdict", () => {
  it.each([
    ["stands when the answer got lost", "lost-answer", "1"],
    ["stands when the SDK's second answer got lost too", "lost-answer", "1-2"],
    ["is written once more when S3 says that somebody else is writing", "conflict", "1-2"],
  ] as const)("%s", async (_, fault, calls) => {
    const product = await makeProduct();
    disturbWrites("CloseReleaseFunction", fault, calls);
    const id = await product.release("1.4.0");
    expect(await product.endings()).toEqual({ [id]: complete() });
  });

  it.each(["lost-answer", "conflict"] as const)("on a failure stands all the same: %s", async (fault) => {
    const product = await makeProduct();
    faults.add({ service: "iot", operation: "CreateStream", fault: "denied" });
    disturbWrites("CleanUpFunction", fault, "1-2");
    const id = await product.release("1.4.0");
    expect(await product.endings()).toEqual({ [id]: undone("FAILED AccessDeniedException") });
  });

  it.each(["lost-answer", "conflict"] as const)("on one that serves is changed once: %s", async (fault) => {
    const product = await makeProduct({ settings: { targetSelection: "CONTINUOUS" } });
    const id = await product.release("1.4.0");
    disturbWrites("EndPreviousReleaseFunction", fault, "1-2");
    const newer = await product.release("1.5.0");
    expect(await product.endingsOnceSwept()).toEqual({
      [id]: endOfService("superseded", "CANCELED, 1 succeeded"),
      [newer]: serving(),
    });
  });

  it.each([
    ["was written, if only nobody heard of it", "lost-answer", "close-release"],
    ["could not be written yet", "server-error", "clean-up"],
  ] as const)("is released when a release is stopped while it closes, and its verdict %s", async (_, fault, by) => {
    const product = await makeProduct();
    disturbWrites("CloseReleaseFunction", fault, "1-");
    const id = await product.drop("1.4.0");
    await pipeline.until(() => faults.list().find(({ struck }) => struck > 0));
    await product.cancel(id);
    expect(await product.endings()).toEqual({ [id]: complete("1 succeeded", "ABORTED ReleaseCancelled") });
    expect(await product.record(id)).toMatchObject({ by });
  });

  it("is one when several clean-ups are at a stopped release at once, and they agree", async () => {
    const product = await makeProduct();
    const id = await product.drop("1.4.0");
    await enteredState(pipeline, id, "Create Stream");
    await product.cancel(id);
    await Promise.all([1, 2, 3].map(() => pipeline.invoke("CleanUpFunction", { releaseId: id })));
    expect(await product.endings()).toEqual({ [id]: undone("ABORTED ReleaseCancelled", "cancelled") });
  });
});
