import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { announce } from "../../functions/aws/records.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler } from "../../functions/end-previous-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { gatedReleases, takesItsPlace } from "../support/gated-releases.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import type { Walk } from "../support/release-walk.ts";
import { event } from "../support/releases.ts";

const bench = await pipelineBench();
const { clock, sfn } = bench;
const { walk, gate, verdictOf, executionOf, admitLater, close } = gatedReleases(bench);

describe("the gate", () => {
  it("lets the only release of a product through at once, and changes nothing", async () => {
    const release = await walk.admit();
    const before = await bench.inventory(release.product);
    expect(await gate(release)).toEqual({ state: "ended" });
    expect(await bench.inventory(release.product)).toEqual(before);
  });

  it("does not mind releases of other products", async () => {
    const other = await walk.offer();
    const before = await bench.inventory(other.product);
    expect(await gate(await admitLater({}))).toEqual({ state: "ended" });
    expect(await bench.inventory(other.product)).toEqual(before);
    expect((await executionOf(other)).status).toBe("RUNNING");
  });

  it("gives way to a release that was announced later", async () => {
    const older = await walk.admit();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    await expect(gate(older)).rejects.toMatchObject({ name: "SupersededError", message: takesItsPlace(newer) });
    expect((await executionOf(newer)).status).toBe("RUNNING");
  });

  it("gives way also when that one has failed since: simple and safe, drop it again", async () => {
    const older = await walk.admit();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    await sfn.stopExecution({ executionArn: bench.executionArn(newer.id), error: "SupersededError" });
    await expect(gate(older)).rejects.toMatchObject({ name: "SupersededError" });
    await invoke(cleanUp, { releaseId: newer.id, failure: { Error: "SigningFailedError" } });
    await expect(gate(older)).rejects.toMatchObject({ name: "SupersededError" });
  });

  it("lets one of two through that were announced in the same second", async () => {
    const settings = { allowDowngrade: { reason: "whichever comes first goes on" } };
    const one = await walk.admit({ version: "1.4.0", settings });
    const other = await walk.admit({ product: one.product, version: "1.4.1" });
    const [first, second] = one.id < other.id ? [one, other] : [other, one];
    await expect(gate(first)).rejects.toMatchObject({ name: "SupersededError" });
    expect(await gate(second)).toMatchObject({ state: "ending" });
  });

  it("is closed to a release that has ended itself: a redriven execution ends nobody", async () => {
    const older = await walk.admit();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    await close(newer, "released");
    await expect(gate(newer)).rejects.toMatchObject({ name: "ReleaseEndedError" });
    expect((await executionOf(older)).status).toBe("RUNNING");
    expect(await verdictOf(older)).toBeUndefined();
  });
});

describe("a later release that is refused", () => {
  const refusals: [string, Walk, Walk][] = [
    ["has the same bytes", {}, {}],
    ["has other bytes", { body: "one" }, { body: "other" }],
    ["is an older version", {}, { version: "1.3.9" }],
    ["must not supersede", {}, { version: "1.5.0", settings: { supersede: false } }],
  ];

  it.each(refusals)("does not keep the gate closed before it has looked: it %s", async (_, upload, later) => {
    const older = await walk.admit(upload);
    await clock.advance(1_000);
    const newer = await walk.describe({ product: older.product, ...later });
    const execution = await bench.execution(newer.id);
    await announce({ release: newer, execution, announcedAt: new Date(clock.now()).toISOString() });
    expect(await gate(older)).toEqual({ state: "ended" });
    expect((await executionOf(newer)).status).toBe("RUNNING");
    const answer = await invoke(admitRelease, { release: newer, execution }).catch(({ name }: Error) => name);
    expect(answer).not.toMatchObject({ state: "admitted" });
    expect(await bench.keys(`open/${older.product}/`)).toEqual([`open/${older.product}/${older.id}.json`]);
  });

  it.each(refusals)("nor afterwards: it %s", async (_, upload, later) => {
    const older = await walk.admit(upload);
    await clock.advance(1_000);
    const newer = await walk.describe({ product: older.product, ...later });
    const execution = await bench.execution(newer.id);
    await invoke(admitRelease, { release: newer, execution }).catch(() => undefined);
    expect(await gate(older)).toEqual({ state: "ended" });
  });
});

describe("a later release that somebody cancelled", () => {
  it("does not take the place when it was offered to nobody, and has ended two minutes later", async () => {
    const older = await walk.admit();
    const newer = await admitLater({ product: older.product, version: "1.5.0" });
    await sfn.stopExecution({ executionArn: bench.executionArn(newer.id), cause: "wrong file" });
    expect(await gate(older)).toEqual({ state: "ending", left: [expect.stringContaining(newer.id)] });
    expect(await verdictOf(newer)).toMatchObject({ outcome: "cancelled", cause: "wrong file", devices: null });
    await clock.advance(121_000);
    expect(await gate(older)).toEqual({ state: "ended" });
  });

  it("has taken it when devices were offered it", async () => {
    const older = await walk.admit();
    await clock.advance(1_000);
    const newer = await walk.offer({ product: older.product, version: "1.5.0" });
    await sfn.stopExecution({ executionArn: bench.executionArn(newer.id), cause: "wrong file" });
    await expect(gate(older)).rejects.toMatchObject({ name: "SupersededError", by: newer.id });
    await invoke(cleanUp, { releaseId: newer.id });
    await expect(gate(older)).rejects.toMatchObject({ name: "SupersededError", by: newer.id });
  });
});

it("the gate is closed to a release that is announced no longer", async () => {
  await expect(invoke(handler, event<{ release: Release }>("workflow.end-previous-release"))).rejects.toMatchObject({
    name: "ReleaseEndedError",
    outcome: "withdrawn",
  });
});
