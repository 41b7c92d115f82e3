import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { cancelRelease } from "../../functions/aws/cancel-release.ts";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import type { Fault } from "../../local/faults/rule.ts";
import { enteredState } from "../support/entered-state.ts";
import { heldSelfTest } from "../support/held-self-test.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { logLines } from "../support/log-lines.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { beingTakenBack, complete, endOfService, serving, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { aws, iot, s3, sfn, faults, invoke, stateMachineArn, firmwareBucket, releaseBucket } = pipeline;
const product = productJourneys(pipeline);
afterEach(() => faults.clear());

const minute = 60_000;
const oneSweep = 16 * minute; // by then there was one
const twoSweeps = 2 * oneSweep; // by then one has looked at the job that the other has cancelled
const arnOf = (id: string) => executionArnOf(stateMachineArn, id);

/** Ends an execution as an operator does who knows nothing of `ota cancel`. */
const stop = (id: string) => sfn.stopExecution({ executionArn: arnOf(id), error: "Lunch", cause: "Back at one" });
const stopped = "ABORTED Lunch";

/** Lets what functions call go wrong, by default their first call. */
function strike(fault: Fault, caller: string, service: string, operation: string, calls = "1"): void {
  faults.add({ service, operation, caller, calls, fault });
}

describe("an execution that an operator stops", () => {
  it("while it is described leaves nothing, not even a record", async () => {
    const { drop, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Describe Release");
    await stop(id);
    await pipeline.pass(oneSweep);
    expect(await endings()).toEqual({ [id]: [`execution ${stopped}`] });
  });

  it.each(["Admit Release", "Do We Sign?", "Wait For Signature", "Create Stream"])(
    "in %s leaves nothing, although functions and Signer finish what they have begun",
    async (state) => {
      const { drop, record, versions, endings } = await product();
      const id = await drop("1.4.0");
      await enteredState(pipeline, id, state);
      await stop(id);
      await pipeline.pass(oneSweep);
      expect(await endings()).toEqual({ [id]: undone(stopped, "cancelled") });
      expect(await record(id)).toMatchObject({ error: "Lunch", cause: "Back at one", devices: null });
      expect(versions()).toEqual(["1.3.0"]);
    },
  );

  it("while AWS creates its OTA update is taken back as soon as there is a job", async () => {
    const { fleet, drop, endings } = await product();
    await fleet.stop();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Wait For OTA Update");
    await stop(id);
    await pipeline.pass(twoSweeps);
    expect(await endings()).toEqual({ [id]: takenBack(stopped, "cancelled", "CANCELED, 1 canceled") });
  });

  it("while devices are in the middle lets those finish, and offers it to no other", async () => {
    const held = heldSelfTest();
    const { fleet, drop, record, versions, endings } = await product({ devices: 2, selfTest: held.selfTest });
    fleet.devices[0]?.powerOff();
    const id = await drop("1.4.0");
    await pipeline.until(() => held.begun);
    await stop(id);
    const inTheMiddle = "CANCELED, 1 canceled, 1 inProgress";
    expect(await endings()).toEqual({ [id]: beingTakenBack(stopped, "cancelled", inTheMiddle) });
    held.decide(true);
    await fleet.devices[0]?.start();
    await pipeline.pass(oneSweep);
    expect(await endings()).toEqual({ [id]: takenBack(stopped, "cancelled", "CANCELED, 1 canceled, 1 succeeded") });
    expect(versions()).toEqual(["1.3.0", "1.4.0"]);
    expect(await record(id)).toMatchObject({ devices: { queued: 1, inProgress: 1 } });
  });

  it("while it cleans up has failed all the same, and the rule goes on with that", async () => {
    strike("denied", "CreateOtaUpdateFunction", "iot", "CreateOTAUpdate");
    strike("conflict", "CleanUpFunction", "iot", "DeleteStream");
    const { drop, record, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Wait For Deletion");
    await stop(id);
    expect(await endings()).toEqual({ [id]: undone(stopped) });
    expect(await record(id)).toMatchObject({ error: "AccessDeniedException" });
  });
});

describe("a release that serves", () => {
  it("ends when it is cancelled: who joins the group later is offered nothing", async () => {
    logLines(); // what cancels runs in this process, as it does in that of `ota cancel`
    const { accessKeyId, secretAccessKey } = aws.credentials;
    vi.stubEnv("AWS_ENDPOINT_URL", aws.endpoint);
    vi.stubEnv("AWS_REGION", aws.account.region);
    vi.stubEnv("AWS_ACCESS_KEY_ID", accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    vi.stubEnv("RELEASE_BUCKET", releaseBucket);
    const { name, release, record, endings } = await product({ settings: { targetSelection: "CONTINUOUS" } });
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: serving() });
    const cancelled = await cancelRelease({ id, product: name }, { stateMachineArn, who: "eve", why: "it drains" });
    expect(cancelled).toEqual({ state: "cancelled", left: [`job/AFR_OTA-${id}`] }); // for a later look at it
    const thingName = `${name}-late`;
    await iot.createThing({ thingName });
    await iot.addThingToThingGroup({ thingName, thingGroupName: name });
    await pipeline.pass(oneSweep);
    expect(await endings()).toEqual({ [id]: endOfService("cancelled", "CANCELED, 1 succeeded") });
    expect(await record(id)).toMatchObject({ error: "ReleaseCancelled", cause: "Cancelled by eve: it drains" });
  });
});

describe("a rollout that has won", () => {
  it("is released, even when nobody may write so while it closes; a redrive closes it well", async () => {
    strike("denied", "CloseReleaseFunction", "s3", "PutObject", "1-");
    const { release, record, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: complete("1 succeeded", "FAILED AccessDenied") });
    expect(await record(id)).toMatchObject({ by: "clean-up", devices: { succeeded: 1 } });
    faults.clear();
    await sfn.redriveExecution({ executionArn: arnOf(id) });
    expect(await endings()).toEqual({ [id]: complete() });
  });

  it("is released, even when an operator stops it before the workflow has seen that", async () => {
    const { drop, versions, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Wait For Devices");
    await expect.poll(versions).toEqual(["1.4.0"]);
    await expect.poll(async () => (await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job?.status).toBe("COMPLETED");
    await stop(id);
    expect(await endings()).toEqual({ [id]: complete("1 succeeded", stopped) });
  });
});

describe("a redrive of an execution that has ended", () => {
  const wasOffered = takenBack("FAILED RolloutAbortedError", "cancelled", "CANCELED, 1 canceled");
  it.each([
    ["Wait For Signature", undone("FAILED ReleaseEndedError", "cancelled")],
    ["End Previous Release", undone("FAILED ReleaseEndedError", "cancelled")],
    ["Wait For Devices", wasOffered],
  ])("makes nothing more of a release that was stopped in %s", async (state, ending) => {
    const { fleet, drop, record, endings } = await product();
    await fleet.stop();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, state);
    await stop(id);
    const verdict = await pipeline.until(() => record(id));
    await sfn.redriveExecution({ executionArn: arnOf(id) });
    await pipeline.pass(oneSweep);
    expect(await endings()).toEqual({ [id]: ending });
    expect(await record(id)).toEqual(verdict);
  });

  it("ends a release that failed by the same failure again", async () => {
    strike("denied", "CreateStreamFunction", "iot", "CreateStream");
    const { release, record, endings } = await product();
    const id = await release("1.4.0");
    const verdict = await record(id);
    await sfn.redriveExecution({ executionArn: arnOf(id) });
    expect(await endings()).toEqual({ [id]: undone("FAILED AccessDeniedException") });
    expect(await record(id)).toEqual(verdict);
  });
});

describe("a function that is killed", () => {
  const whens = [
    ["before it", "kill-before"],
    ["after it", "kill-after"],
  ] as const;

  it.each(whens)("does each thing once, all in all: %s", async (_when, fault) => {
    strike(fault, "StartSigningFunction", "signer", "StartSigningJob");
    strike(fault, "CreateStreamFunction", "iot", "CreateStream");
    strike(fault, "CreateOtaUpdateFunction", "iot", "CreateOTAUpdate");
    strike(fault, "CloseReleaseFunction", "s3", "PutObject");
    const { release, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: complete() });
    expect(faults.list().map(({ struck }) => struck)).toEqual([1, 1, 1, 1]);
  });

  it.each(whens)("undoes each thing: %s", async (_when, fault) => {
    strike(fault, "CleanUpFunction", "iot", "DeleteOTAUpdate");
    strike(fault, "CleanUpFunction", "iot", "DeleteStream");
    strike(fault, "CleanUpFunction", "s3", "DeleteObjects");
    const { name, drop, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "End Previous Release");
    const { Versions = [] } = await s3.listObjectVersions({ Bucket: firmwareBucket, Prefix: `firmware/${name}/` });
    for (const { Key, VersionId } of Versions) await s3.deleteObject({ Bucket: firmwareBucket, Key, VersionId });
    await pipeline.execution(id);
    await pipeline.pass(2 * minute); // in which Lambda tries again what the rule asked
    expect(await endings()).toEqual({ [id]: undone("FAILED OtaUpdateFailedError") });
    expect(faults.list().map(({ struck }) => struck)).toEqual([1, 1, 1]);
  });
});

describe("a clean-up", () => {
  it("that fails by itself is the sweeper's; the event waits in the dead-letter queue", async () => {
    strike("denied", "CreateOtaUpdateFunction", "iot", "CreateOTAUpdate");
    strike("denied", "CleanUpFunction", "iot", "DeleteStream", "1-");
    const { release, endings } = await product();
    const id = await release("1.4.0");
    const ending = undone("FAILED AccessDeniedException");
    expect(await endings()).toEqual({ [id]: [...ending, "signed", "stream"] });
    await pipeline.pass(oneSweep);
    expect(await endings()).toEqual({ [id]: ending });
    const sqs = new SQS(clientConfig(aws.endpoint));
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: aws.outputs["FailedInvocationsUrl"] });
    expect(Messages.map(({ Body = "" }) => JSON.parse(Body).detail.name)).toEqual([id]);
    sqs.destroy();
  });

  it("is the same when workflow, rule and sweepers are at it at once", async () => {
    strike("denied", "CreateOtaUpdateFunction", "iot", "CreateOTAUpdate");
    const { drop, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Clean Up");
    const event = { source: "aws.states", detail: { name: id } };
    const failure = { Error: "AccessDeniedException", Cause: "Not for you" };
    const sweeps = [1, 2].map(() => invoke("SweepFunction", {}));
    await Promise.all([
      invoke("CleanUpFunction", event),
      invoke("CleanUpFunction", { releaseId: id, failure }),
      ...sweeps,
    ]);
    await pipeline.execution(id);
    expect(await endings()).toEqual({ [id]: undone("FAILED AccessDeniedException") });
  });
});

describe("the machine's own time", () => {
  it("ends the release, and the rule takes it back from devices", async () => {
    const { fleet, drop, record, endings } = await product();
    await fleet.stop();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Wait For Devices");
    pipeline.leap(62 * 24 * 60 * minute);
    await pipeline.execution(id);
    await pipeline.pass(oneSweep);
    const { [id]: ending } = await endings(); // in 62 days the retention of all others is over
    expect(ending).toEqual(takenBack("TIMED_OUT", "failed", "CANCELED, 1 canceled"));
    expect(await record(id)).toMatchObject({ cause: "The execution took longer than the state machine allows" });
  });
});
