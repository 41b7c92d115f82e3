import { describe, expect, it } from "vitest";
import { findDeletable } from "../../cli/releases/delete-execution.ts";
import { deleteRelease } from "../../cli/releases/delete-release.ts";
import { type DeletionWishes, deletionPass } from "../../cli/releases/deletion-pass.ts";
import type { Release } from "../../functions/firmware/release.ts";
import type { Verdict } from "../../functions/firmware/verdict.ts";
import { pipelineBench } from "../support/pipeline-bench.ts";
import { openKey, recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { clock, iot, stateMachineArn } = bench;
const { walk, sweep, stop, verdictOf, released } = sweptReleases(bench);
const aDay = 24 * 3_600_000;
const all: DeletionWishes = { force: false, keepJob: false, keepStream: false };

/** Passes until nothing is left to wait for. Returns what was deleted, in order. */
async function deleteOut(release: Release, wishes = all): Promise<string[]> {
  const deleted = new Set<string>();
  const verdict = (await verdictOf(release)) as unknown as Verdict;
  await bench.passUntil(async () => {
    const pass = await deletionPass(verdict, wishes);
    for (const what of pass.deleted) deleted.add(what);
    return pass.left.length === 0 ? pass : undefined;
  });
  return [...deleted];
}

/** A release that was stopped after one of its two devices had begun; clean-up has been by. */
async function cancelled(): Promise<Release> {
  const release = await walk.offer();
  await bench.report(`${release.product}-1`, release, "IN_PROGRESS");
  await stop(release);
  await sweep();
  return release;
}

function deleting(release: Pick<Release, "id">, { force = false } = {}) {
  const request = { id: release.id, stateMachineArn, force, yes: false, say: () => {}, warn: () => {} };
  return deleteRelease({ ...request, keepJob: false, keepStream: false, why: undefined });
}

describe("deleting a release that has ended", () => {
  it("leaves its record and nothing else, and the sweeper nothing to do", async () => {
    const release = await released();
    const { id, product } = release;
    expect(await deleteOut(release)).toEqual([`job/AFR_OTA-${id}`, `otaupdate/${id}`, `stream/${id}`, `signed/${id}/`]);
    expect(await bench.inventory(product)).toEqual([recordKey(release)]);
    expect(await sweep()).toMatchObject({ swept: [], left: [] });
    expect(await deleteOut(release)).toEqual([]);
  });

  it("leaves it to the sweeper for a day when something may still come about", async () => {
    const release = await cancelled();
    await bench.report(`${release.product}-1`, release, "SUCCEEDED");
    await deleteOut(release);
    expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
    await clock.advance(aDay + 1_000);
    expect((await sweep()).swept).toMatchObject([{ what: openKey(release) }]);
    expect(await bench.inventory(release.product)).toEqual([recordKey(release)]);
  });

  it.each<[string, Partial<DeletionWishes>, (id: string) => string[]]>([
    ["the job", { keepJob: true }, (id) => [`job/AFR_OTA-${id}`]],
    ["the stream and what it may read", { keepStream: true }, (id) => [`signed/${id}/`, `stream/${id}`]],
  ])("keeps %s if that is wished, until the retention is over", async (_, wishes, kept) => {
    const release = await released();
    const { id, product } = release;
    await deleteOut(release, { ...all, ...wishes });
    const there = await bench.inventory(product);
    for (const what of kept(id)) expect(there).toContainEqual(expect.stringContaining(what));
    expect(there).toHaveLength(kept(id).length + 2); // and the record, and the entry of its retention
    await clock.advance(31 * aDay);
    for (const _ of ["the job", "the rest"]) {
      await sweep();
      await clock.advance(5_000);
    }
    expect(await bench.inventory(product)).toEqual([recordKey(release)]);
  });

  it("takes up what an earlier one has begun", async () => {
    const release = await released();
    const verdict = (await verdictOf(release)) as unknown as Verdict;
    expect(await deletionPass(verdict, all)).toEqual({
      deleted: [`job/AFR_OTA-${release.id}`],
      left: [{ what: `job/AFR_OTA-${release.id}`, why: "AWS is deleting it" }],
    });
    await clock.advance(5_000);
    expect(await deleteOut(release)).toContain(`stream/${release.id}`);
  });

  it.each([{ keepJob: false }, { keepJob: true }])(
    "takes nothing from under a device in the middle, unless it is forced, also when the job is kept: $keepJob",
    async ({ keepJob }) => {
      const release = await cancelled();
      const verdict = (await verdictOf(release)) as unknown as Verdict;
      const before = await bench.inventory(release.product);
      expect(await deletionPass(verdict, { ...all, keepJob })).toEqual({
        deleted: [],
        left: [{ what: `job/AFR_OTA-${release.id}`, why: "1 device in the middle" }],
      });
      expect(await bench.inventory(release.product)).toEqual(before);
      await expect(deleting(release)).rejects.toThrow(
        /^1 device of .* in the middle of the update\. Wait .*, or say --force$/,
      );
      await deleteOut(release, { ...all, force: true });
      expect(await bench.inventory(release.product)).toEqual([openKey(release), recordKey(release)]);
    },
  );

  it("is refused where nobody can be asked whether it is to be forced", async () => {
    const release = await cancelled();
    await expect(deleting(release, { force: true })).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringContaining("say --yes"),
    });
  });
});

describe("deleting a release that has not ended", () => {
  it("is refused, with the way out", async () => {
    const release = await walk.offer();
    await expect(deleting(release)).rejects.toThrow(
      `${release.id} is under way. End it first with \`ota cancel ${release.id}\`, or say --force`,
    );
  });

  it("is refused of one that never was", async () => {
    await expect(deleting({ id: "p1-1_4_0-00000000" })).rejects.toMatchObject({ name: "NotFoundError" });
  });
});

describe("deleting one device's execution", () => {
  it("needs force unless it has ended", async () => {
    const release = await walk.offer();
    const [one, other] = [`${release.product}-1`, `${release.product}-2`];
    await bench.report(one, release, "FAILED", "rejected: 0x00000000");
    const jobId = `AFR_OTA-${release.id}`;
    const executionNumber = expect.any(Number);
    expect(await findDeletable({ jobId, thingName: one }, false)).toEqual({
      thingName: one,
      status: "FAILED",
      executionNumber,
    });
    await expect(findDeletable({ jobId, thingName: other }, false)).rejects.toThrow(
      `${other} is queued: AWS deletes that only by force. Say --force if you mean it`,
    );
    expect(await findDeletable({ jobId, thingName: other }, true)).toMatchObject({ status: "QUEUED" });
    await expect(findDeletable({ jobId, thingName: "nobody" }, true)).rejects.toMatchObject({ name: "NotFoundError" });
    const { executionSummaries } = await iot.listJobExecutionsForJob({ jobId });
    expect(executionSummaries).toHaveLength(2);
  });
});
