import { afterEach, describe, expect, it } from "vitest";
import { handler as checkRollout } from "../../functions/check-rollout.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler as closeRelease } from "../../functions/close-release.ts";
import { handler as endPreviousRelease } from "../../functions/end-previous-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { asDescribedBy, earlierVersions } from "../support/earlier-machines.ts";
import { invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { walk, sweep, stop, verdictOf } = sweptReleases(bench);
const { describe: describeToday } = walk;
afterEach(() => {
  walk.describe = describeToday;
});

describe.each(earlierVersions)("a release that %s described", (version) => {
  /** Offered to its devices, described as then. */
  const offer = (upload = {}): Promise<Release> => {
    walk.describe = async (like) => asDescribedBy(version, await describeToday(like));
    return walk.offer(upload).finally(() => {
      walk.describe = describeToday;
    });
  };

  it("is signed, streamed, offered, watched and closed by today's functions", async () => {
    const release = await offer();
    const execution = bench.executionArn(release.id);
    expect(await invoke(endPreviousRelease, { release, execution })).toEqual({ state: "ended" });
    for (const number of [1, 2]) await bench.report(`${release.product}-${number}`, release, "SUCCEEDED");
    const rollout = await invoke(checkRollout, { release, lastLook: null });
    expect(rollout).toMatchObject({ state: "released", devices: { succeeded: 2 } });
    await invoke(closeRelease, { release, rollout });
    expect(await verdictOf(release)).toMatchObject({ outcome: "released", version: "1.4.0" });
  });

  it("is cleaned up by today's functions, and by today's sweeper", async () => {
    const [failed, abandoned] = [await offer(), await offer()];
    const failure = { Error: "RolloutDeadlineError" };
    await invoke(cleanUp, { releaseId: failed.id, failure });
    expect(await verdictOf(failed)).toMatchObject({ outcome: "failed", error: "RolloutDeadlineError" });
    await stop(abandoned);
    await sweep();
    expect(await verdictOf(abandoned)).toMatchObject({ outcome: "cancelled" });
  });

  it("gives way to a newer release", async () => {
    const older = await offer();
    const newer = await walk.admit({ product: older.product, version: "1.5.0", body: "newer" });
    const execution = bench.executionArn(newer.id);
    await bench.passUntil(async () => {
      const { state } = await invoke(endPreviousRelease, { release: newer, execution });
      return state === "ended" || undefined;
    });
    expect(await bench.record(recordKey(older))).toMatchObject({ outcome: "superseded" });
  });
});
