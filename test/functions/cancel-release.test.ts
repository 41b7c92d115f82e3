import { describe, expect, it } from "vitest";
import { cancelRelease } from "../../functions/aws/cancel-release.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler as closeRelease } from "../../functions/close-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot, sfn, stateMachineArn } = bench;
const walk = releaseWalk(bench);

const who = "arn:aws:sts::123456789012:assumed-role/Operator/eve";
const reason = { error: "ReleaseCancelled", cause: `Cancelled by ${who}: it drains the battery` };
const cancel = ({ id, product }: Release) =>
  cancelRelease({ id, product }, { stateMachineArn, who, why: "it drains the battery" });
const executionOf = ({ id }: Release) => sfn.describeExecution({ executionArn: bench.executionArn(id) });
const verdictOf = ({ product, id }: Release) => bench.record(`records/${product}/${id}.json`);

/** A release that serves a group, with a device in the middle. */
async function serving(): Promise<Release> {
  const release = await walk.offer({ settings: { targetSelection: "CONTINUOUS" } });
  await bench.report(`${release.product}-1`, release, "SUCCEEDED");
  await bench.report(`${release.product}-2`, release, "IN_PROGRESS");
  const rollout = { state: "serving", settled: true, devices: countDevices(undefined) } as const;
  await invoke(closeRelease, { release, rollout });
  await sfn.stopExecution({ executionArn: bench.executionArn(release.id) }); // over, as after its last state
  return release;
}

describe("cancelling a release", () => {
  it("stops its execution, and says who and why; clean-up makes the verdict of it and takes the job back", async () => {
    const release = await walk.offer();
    expect(await cancel(release)).toEqual({ state: "stopped" });
    expect(await executionOf(release)).toMatchObject({ status: "ABORTED", ...reason });
    expect(await cancel(release)).toEqual({ state: "ending" });
    await invoke(cleanUp, { source: "aws.states", detail: { name: release.id } });
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled", ...reason, by: "clean-up" });
    const { job } = await iot.describeJob({ jobId: `AFR_OTA-${release.id}` });
    expect(job).toMatchObject({ status: "CANCELED", reasonCode: "RELEASE_CANCELLED", comment: "ReleaseCancelled" });
    expect(job?.forceCanceled ?? false).toBe(false);
    expect(await cancel(release)).toEqual({ state: "ended", outcome: "cancelled" });
  });

  it("stops one that is not announced yet, too", async () => {
    const release = await walk.describe();
    await bench.execution(release.id);
    expect(await cancel(release)).toEqual({ state: "stopped" });
    expect(await executionOf(release)).toMatchObject({ status: "ABORTED", ...reason });
  });

  it("ends the service of one that serves; a device in the middle finishes", async () => {
    const release = await serving();
    const served = await verdictOf(release);
    const left = [`job/AFR_OTA-${release.id}`];
    expect(await cancel(release)).toEqual({ state: "cancelled", left });
    expect(await verdictOf(release)).toEqual({
      ...served,
      ...reason,
      outcome: "cancelled",
      by: "ota cancel",
      devices: expect.objectContaining({ succeeded: 1, inProgress: 1 }),
      servingSince: served?.["endedAt"],
      endedAt: expect.any(String),
    });
    const { job } = await iot.describeJob({ jobId: `AFR_OTA-${release.id}` });
    expect(job).toMatchObject({ status: "CANCELED", jobProcessDetails: { numberOfInProgressThings: 1 } });
    expect(await bench.inventory(release.product)).toContain(`stream/${release.id}`);
  });

  it("is done once by two at once", async () => {
    const release = await serving();
    const answers = await Promise.all([cancel(release), cancel(release)]);
    expect(answers).toEqual([1, 2].map(() => ({ state: "cancelled", left: [`job/AFR_OTA-${release.id}`] })));
    expect(await verdictOf(release)).toMatchObject({ outcome: "cancelled" });
  });

  it("changes nothing of one that has ended", async () => {
    const release = await walk.offer();
    const devices = { ...countDevices(undefined), succeeded: 2 };
    await invoke(closeRelease, { release, rollout: { state: "released", settled: true, devices } });
    const before = await bench.inventory(release.product);
    expect(await cancel(release)).toEqual({ state: "ended", outcome: "released" });
    expect(await bench.inventory(release.product)).toEqual(before);
  });

  it("has nothing to cancel where there is no such release", async () => {
    expect(await cancel(await walk.describe())).toEqual({ state: "unknown" });
  });
});
