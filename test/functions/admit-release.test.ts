import { describe, expect, it } from "vitest";
import { handler } from "../../functions/admit-release.ts";
import { announce } from "../../functions/aws/records.ts";
import { takeTurn } from "../../functions/aws/turns.ts";
import { handler as closeRelease } from "../../functions/close-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { countDevices } from "../../functions/firmware/rollout.ts";
import { invoke, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { releaseWalk, type Walk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);

const openKey = ({ product, id }: Release) => `open/${product}/${id}.json`;
const now = () => new Date(bench.clock.now()).toISOString();
const devices = { ...countDevices(undefined), succeeded: 2 };

/** Describes an upload and asks for its admission. */
async function ask(upload: Walk): Promise<{ release: Release; execution: string; answer: object }> {
  await bench.clock.advance(1_000); // S3 tells announcements apart by their seconds
  const release = await walk.describe(upload);
  const execution = await bench.execution(release.id);
  const answer = await invoke(handler, { release, execution }).catch((refusal: Error) => ({ refused: refusal.name }));
  return { release, execution, answer };
}

async function released(upload: Walk = {}): Promise<Release> {
  const release = await walk.admit(upload);
  await invoke(closeRelease, { release, rollout: { state: "released", settled: true, devices } });
  return release;
}

/** Lets a release's execution die, and nobody clean up. */
async function abandon({ id }: Release): Promise<void> {
  await bench.sfn.stopExecution({ executionArn: bench.executionArn(id) });
}

describe("an admission", () => {
  it("leaves the release announced, with its execution", async () => {
    const { release, execution, answer } = await ask({});
    expect(answer).toEqual({ state: "admitted" });
    expect(await bench.record(openKey(release))).toEqual({
      release,
      execution,
      announcedAt: now(),
    });
  });

  it("is given again when its answer got lost", async () => {
    const { release, execution } = await ask({});
    expect(await invoke(handler, { release, execution })).toEqual({ state: "admitted" });
  });

  it("is not given to a second execution of the same upload", async () => {
    const { release, execution } = await ask({});
    const other = await bench.execution(`${release.id}-by-hand`);
    expect(await invoke(handler, { release, execution: other })).toEqual({
      state: "nothing-to-do",
      because: `${execution} releases this very upload`,
      by: release.id,
    });
    expect(await bench.record(openKey(release))).toMatchObject({ execution });
  });

  it("is given to one of two uploads of the same bytes, the other has nothing to do", async () => {
    const first = await walk.admit({ body: "same" });
    const { release, answer } = await ask({ product: first.product, body: "same" });
    expect(answer).toMatchObject({ state: "nothing-to-do", by: first.id });
    expect(await bench.record(openKey(release))).toBeUndefined();
  });

  it.each(["lower", "higher"])(
    "is given to who came first within one second, also when the other's id is %s",
    async (id) => {
      const product = await bench.product();
      const uploads = [await walk.describe({ product }), await walk.describe({ product })];
      const [first, second] = uploads.sort((one, other) => (one.id < other.id === (id === "higher") ? -1 : 1));
      const answers: unknown[] = [];
      for (const release of [first, second]) {
        if (release) answers.push(await invoke(handler, { release, execution: await bench.execution(release.id) }));
        await bench.clock.advance(20);
      }
      expect(answers).toMatchObject([{ state: "admitted" }, { state: "nothing-to-do", by: first?.id }]);
    },
  );

  it("is refused to who announced within the second of another's, and began earlier, but was written later", async () => {
    const product = await bench.product();
    const overtaken = await walk.describe({ product, body: "one" });
    const announcement = { release: overtaken, execution: await bench.execution(overtaken.id), announcedAt: now() };
    await bench.clock.advance(20);
    const overtaking = await walk.admit({ product, body: "other" });
    await announce(announcement); // who overtook it has looked, and could not see it
    await expect(invoke(handler, announcement)).rejects.toMatchObject({ name: "VersionReusedError" });
    expect(await bench.keys(`open/${product}/`)).toEqual([openKey(overtaking)]);
  });

  it("waits for who announced within the same second and has not taken its turn", async () => {
    const product = await bench.product();
    const slow = await walk.describe({ product, body: "one" });
    const announcement = { release: slow, execution: await bench.execution(slow.id), announcedAt: now() };
    await announce(announcement);
    const release = await walk.describe({ product, body: "other" });
    const asked = { release, execution: await bench.execution(release.id) };
    await expect(invoke(handler, asked)).rejects.toMatchObject({ name: "TransientError" });
    await takeTurn(product, { releaseId: slow.id, announcedAt: announcement.announcedAt });
    expect(await invoke(handler, asked)).toEqual({ state: "admitted" });
    await expect(invoke(handler, announcement)).rejects.toMatchObject({ name: "VersionReusedError" });
  });

  it("is tried again while IAM does not know the right to take a turn", async () => {
    const release = await walk.describe();
    bench.faults.add({ service: "s3", operation: "PutObject", calls: "2", fault: "denied" });
    const asked = { release, execution: await bench.execution(release.id) };
    await expect(invoke(handler, asked)).rejects.toMatchObject({ name: "TransientError" });
    expect(await invoke(handler, asked)).toEqual({ state: "admitted" });
  });

  it("is given to the newest, and refused to what is older than one on its way", async () => {
    const first = await walk.admit({ version: "1.5.0" });
    const { release, answer } = await ask({ product: first.product, version: "1.4.9" });
    expect(answer).toEqual({ refused: "VersionNotNewerError" });
    expect(await bench.record(openKey(release))).toBeUndefined();
    expect((await ask({ product: first.product, version: "1.5.1" })).answer).toEqual({ state: "admitted" });
  });

  it("is refused to other bytes of a version that was released", async () => {
    const first = await released({ body: "one" });
    const { release, answer } = await ask({ product: first.product, body: "other" });
    expect(answer).toEqual({ refused: "VersionReusedError" });
    expect(await bench.keys(`open/${first.product}/`)).toEqual([]);
    expect(await bench.record(openKey(release))).toBeUndefined();
  });

  it("is refused to what is older than the latest that was released, unless its product allows it", async () => {
    const { product } = await released({ version: "1.5.0" });
    expect((await ask({ product })).answer).toEqual({ refused: "VersionNotNewerError" });
    const settings = { allowDowngrade: { reason: "1.5.0 drains the battery" } };
    expect((await ask({ product, settings })).answer).toEqual({ state: "admitted" });
  });

  it("is given once more to a version that was released before, to go back to it", async () => {
    const { product } = await released({ body: "one" });
    await bench.clock.advance(1_000);
    await released({ product, version: "1.5.0" });
    const settings = { allowDowngrade: { reason: "1.5.0 drains the battery" } };
    expect((await ask({ product, body: "one", settings })).answer).toEqual({ state: "admitted" });
  });

  it("is refused while another runs, where the product supersedes nothing", async () => {
    const settings = { supersede: false };
    const first = await walk.admit({ settings });
    const { answer } = await ask({ product: first.product, version: "1.5.0", settings });
    expect(answer).toEqual({ refused: "ReleaseInProgressError" });
  });

  it("has nothing to do for an upload that has ended, and leaves nothing behind", async () => {
    const release = await released();
    const execution = await bench.execution(`${release.id}-again`);
    expect(await invoke(handler, { release, execution })).toEqual({
      state: "nothing-to-do",
      because: "this very upload is released",
      by: release.id,
    });
    expect(await bench.record(openKey(release))).toBeUndefined();
  });
});

describe("a release that died without a verdict", () => {
  it("counts as failed: its version may be tried again, with other bytes too", async () => {
    const first = await walk.admit({ body: "one" });
    await abandon(first);
    expect((await ask({ product: first.product, body: "other" })).answer).toEqual({ state: "admitted" });
  });

  it("keeps its version from other bytes once some device took it", async () => {
    const first = await walk.offer({ body: "one" });
    await bench.report(`${first.product}-1`, first, "IN_PROGRESS");
    await abandon(first);
    expect((await ask({ product: first.product, body: "other" })).answer).toEqual({ refused: "VersionReusedError" });
    expect((await ask({ product: first.product, body: "one" })).answer).toEqual({ state: "admitted" });
  });
});

describe("a release that failed", () => {
  async function failed(release: Release, counts: object | null): Promise<void> {
    await bench.s3.putObject({
      Bucket: releaseBucket,
      Key: `records/${release.product}/${release.id}.json`,
      Body: JSON.stringify({
        ...release,
        releaseId: release.id,
        outcome: "failed",
        devices: counts,
        endedAt: "2026-01-01",
      }),
    });
  }

  it("frees its version when it had no job", async () => {
    const first = await walk.admit({ body: "one" });
    await failed(first, null);
    expect((await ask({ product: first.product, body: "other" })).answer).toEqual({ state: "admitted" });
  });

  it("keeps its version when its job is gone: nobody knows who took it", async () => {
    const first = await walk.admit({ body: "one" });
    await failed(first, { ...devices, succeeded: 0, canceled: 2 });
    expect((await ask({ product: first.product, body: "other" })).answer).toEqual({ refused: "VersionReusedError" });
  });

  it("frees its version while its job shows that all were cancelled in time", async () => {
    const first = await walk.offer({ body: "one" });
    await bench.iot.cancelJob({ jobId: `AFR_OTA-${first.id}` });
    await failed(first, { ...devices, succeeded: 0, queued: 2 });
    expect((await ask({ product: first.product, body: "other" })).answer).toEqual({ state: "admitted" });
  });
});
