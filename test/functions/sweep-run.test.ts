import { describe, expect, it } from "vitest";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import type { Release } from "../../functions/firmware/release.ts";
import type { SweepReport } from "../../functions/firmware/sweep.ts";
import { logLines } from "../support/log-lines.ts";
import { invoke, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { openKey, recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { s3, clock } = bench;
const { walk, sweep, saysOf, stop, verdictOf, abandoned, released } = sweptReleases(bench);

const aDay = 24 * 3_600_000;

describe("a dry run", () => {
  it("tells what a sweep would do and why, and changes nothing", async () => {
    const release = await abandoned();
    const due = await released();
    await clock.advance(32 * aDay);
    const middle = await walk.offer();
    await bench.report(`${middle.product}-1`, middle, "IN_PROGRESS");
    await invoke(cleanUp, { releaseId: middle.id, failure: { Error: "RolloutDeadlineError" } });
    await stop(middle);
    const all = async () => {
      const lists = await Promise.all([release, due, middle].map(({ product }) => bench.inventory(product)));
      return lists.flat();
    };
    const before = await all();
    const report = await sweep({ dryRun: true });
    expect(report.dryRun).toBe(true);
    expect(await all()).toEqual(before);
    expect(await verdictOf(release)).toBeUndefined();
    expect(saysOf(report, release).swept.map((line) => line.split(":")[0])).toEqual([
      recordKey(release),
      `stream/${release.id}`,
      `signed/${release.id}/`,
    ]);
    expect(saysOf(report, due).swept.map((line) => line.split(/[:/]/)[0])).toEqual([
      "otaupdate",
      "job",
      "stream",
      "signed",
      "due",
    ]);
    expect(saysOf(report, middle).left).toEqual([`job/AFR_OTA-${middle.id}: a device is in the middle`]);
    const done = await sweep();
    expect(saysOf(done, release)).toEqual(saysOf(report, release));
  });
});

describe("what goes wrong in a sweep", () => {
  it("is told with its error, never stops the rest, and is tried again", async () => {
    const [one, other] = [await abandoned(), await abandoned()];
    bench.faults.add({ service: "iot", operation: "DeleteStream", fault: "denied" });
    const report = await sweep();
    expect(saysOf(report, one).left).toEqual([expect.stringMatching(`^${one.id}: AccessDeniedException: .+`)]);
    expect(await bench.inventory(one.product)).toContain(`stream/${one.id}`);
    expect(await bench.inventory(other.product)).toEqual([openKey(other), recordKey(other)]);
    await sweep();
    expect(await bench.inventory(one.product)).toEqual([openKey(one), recordKey(one)]);
  });

  it("is counted in the sweep's last line, for an alarm; what is only waited for is not", async () => {
    const [waiting] = [await walk.offer(), await abandoned(), await abandoned()];
    await bench.report(`${waiting.product}-1`, waiting, "IN_PROGRESS");
    await stop(waiting);
    bench.faults.add({ service: "iot", operation: "DeleteStream", fault: "denied" });
    const lines = logLines();
    const report = () => lines.findLast(({ message }) => message === "Swept");
    expect((await sweep()).left).toHaveLength(2);
    expect(report()).toMatchObject({ left: 2, failed: 1 });
    await sweep();
    expect(report()).toMatchObject({ left: 1, failed: 0 });
  });

  it.each(["throttle", "server-error", "lost-answer"] as const)("passes, be it %s", async (fault) => {
    const release = await abandoned();
    bench.faults.add({ service: "iot", operation: "DeleteStream", fault });
    await sweep();
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
  });

  it("is no record that cannot be read: the rest goes on", async () => {
    const [one, other] = [await abandoned(), await abandoned()];
    await s3.putObject({ Bucket: releaseBucket, Key: openKey(one), Body: "{" });
    const report = await sweep();
    expect(saysOf(report, one).left).toEqual([expect.stringContaining("SyntaxError")]);
    expect(await verdictOf(other)).toMatchObject({ outcome: "cancelled" });
    await s3.deleteObject({ Bucket: releaseBucket, Key: openKey(one) });
  });

  it("is nothing when two sweep at once, and the rule's clean-up comes too", async () => {
    const [one, other] = [await abandoned(), await walk.offer()];
    await stop(other);
    await Promise.all([sweep(), sweep(), invoke(cleanUp, { releaseId: one.id })]);
    expect((await sweep()).left).toEqual([]);
    expect(await bench.inventory(one.product)).toEqual([openKey(one), recordKey(one)]);
    expect(await bench.inventory(other.product)).toContain(`job/AFR_OTA-${other.id} CANCELED`);
  });
});

describe("a sweep whose time is up", () => {
  it("stops between two releases, and the next one goes on there, then with the oldest", async () => {
    const releases: Release[] = [];
    for (let number = 0; number < 3; number++) {
      releases.push(await abandoned());
      await clock.advance(1_000);
    }
    const places = (await bench.s3.listObjectsV2({ Bucket: releaseBucket, Prefix: "open/" })).Contents ?? [];
    const placeOf = (release: Release) => {
      const { LastModified, Key } = places.find(({ Key }) => Key === openKey(release)) ?? {};
      return `${LastModified?.toISOString()} ${Key}`;
    };
    const [first, second, third] = releases as [Release, Release, Release];
    const handled = (report: SweepReport) => releases.filter((release) => saysOf(report, release).swept.length > 0);

    const report = await sweep({}, 1);
    expect(handled(report)).toEqual([first]);
    expect(report).toMatchObject({ looked: 1, stoppedAfter: placeOf(first) });
    expect(report).not.toHaveProperty("resumedAfter");

    const next = await sweep({}, 1);
    expect(handled(next)).toEqual([second]);
    expect(next).toMatchObject({ resumedAfter: placeOf(first), stoppedAfter: placeOf(second) });

    const last = await sweep();
    expect(handled(last)).toEqual([third]);
    expect(last).toMatchObject({ looked: 6, resumedAfter: placeOf(second) }); // and the streams of the OTA service, profile and certificate
    expect(last).not.toHaveProperty("stoppedAfter");
    expect(await sweep()).not.toHaveProperty("resumedAfter");
  });

  it("never lets what is stuck starve the rest", async () => {
    const stuck = await abandoned();
    await clock.advance(1_000);
    const other = await abandoned();
    bench.faults.add({ service: "iot", operation: "DeleteStream", calls: "1-", fault: "denied" });
    expect(saysOf(await sweep({}, 1), stuck).left).toHaveLength(1);
    expect(await verdictOf(other)).toBeUndefined();
    expect(saysOf(await sweep({}, 1), other).left).toHaveLength(1);
    expect(await verdictOf(other)).toMatchObject({ outcome: "cancelled" });
  });

  it("has done nothing when there was no time at all", async () => {
    const release = await abandoned();
    expect(await sweep({}, 0)).toMatchObject({ looked: 0, swept: [], left: [] });
    expect(await verdictOf(release)).toBeUndefined();
  });

  it("does not forget where it was for a dry run", async () => {
    const release = await abandoned();
    await clock.advance(1_000);
    await abandoned();
    const { stoppedAfter } = await sweep({}, 1);
    expect(await sweep({ dryRun: true }, 1)).toMatchObject({ dryRun: true, resumedAfter: stoppedAfter });
    expect(await sweep()).toMatchObject({ resumedAfter: stoppedAfter });
    expect(await verdictOf(release)).toBeDefined();
  });
});
