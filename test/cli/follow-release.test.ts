import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { begunExecution } from "../../cli/releases/begun-execution.ts";
import { type Following, followRelease, type Look } from "../../cli/releases/follow-release.ts";
import { followingBoard } from "../../cli/releases/following-board.ts";
import { createFollowingLines } from "../../cli/releases/following-lines.ts";
import { pipelineBench } from "../support/pipeline-bench.ts";
import { sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { stateMachineArn } = bench;
const { walk, stop, sweep } = sweptReleases(bench);

/** Follows a release, with something that happens between each two looks; returns the looks, and what was said beside them. */
async function follow(id: string, between: readonly (() => Promise<unknown>)[], changes: Partial<Following> = {}) {
  const looks: Look[] = [];
  const said: string[] = [];
  const happenings = between.values();
  const rest = async () => (happenings.next().value ?? expect.fail("it is followed longer than it lives"))();
  const say = (text: string) => void said.push(text);
  const following = { stateMachineArn, limit: 20, fromStart: true, rest, say, ...changes };
  for await (const look of followRelease(id, following)) looks.push(look);
  return { looks, said };
}

describe("following a release", () => {
  it("ends when it has a verdict and its execution is over, and tells each step once", async () => {
    const release = await walk.offer();
    const { looks } = await follow(release.id, [
      () => bench.report(`${release.product}-1`, release, "FAILED", "rejected: 0x00000010"),
      () => stop(release),
      () => sweep(),
    ]);
    expect(looks.map(({ report }) => report.state)).toEqual(["under way", "under way", "ending", "cancelled"]);
    expect(looks.map(({ report }) => report.devices?.failed)).toEqual([0, 1, 1, 1]);
    const told = looks.map(({ news }) => news.map(({ happening }) => happening.type));
    expect(told).toEqual([["execution started", "state entered"], [], ["execution ended"], []]);

    const linesOf = createFollowingLines({ isColoured: false, counts: true });
    const lines = looks.flatMap(linesOf).map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, "").replace(/ {2,}/g, "  "));
    expect(lines).toEqual([
      `Release  ${release.id} started`,
      "Devices  0 of 2 run it: 2 queued",
      "Devices  0 of 2 run it: 1 queued, 1 failed",
      `${release.product}-1  failed: the image has the version that it ran before, or did not start and was rolled back (rejected: 0x00000010)`,
      `Release  ${release.id} aborted: lunch`,
      "Devices  0 of 2 run it: 1 failed, 1 canceled",
    ]);
  });

  it("does not tell the steps before it, unless it is to", async () => {
    const release = await walk.offer();
    const { looks } = await follow(release.id, [() => stop(release), () => sweep()], { fromStart: false });
    expect(looks.map(({ news }) => news.map(({ happening }) => happening.type))).toEqual([[], ["execution ended"], []]);
  });

  it("looks again when AWS does not answer, and says so", async () => {
    const release = await walk.offer();
    await stop(release);
    await sweep();
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-4", fault: "server-error" });
    const { looks, said } = await follow(release.id, [async () => {}, async () => {}]);
    expect(looks).toHaveLength(1);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/^AWS does not answer as it should \(.*DescribeExecution.*\); looking again …$/);
  });

  it("fails when AWS does not allow it", async () => {
    const release = await walk.offer();
    bench.faults.add({ service: "states", operation: "DescribeExecution", calls: "1-", fault: "denied" });
    await expect(follow(release.id, [])).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});

describe("the board of a release that is followed", () => {
  it("shows it, its devices together, and a bar for each that is not done", async () => {
    const release = await walk.offer();
    const { looks } = await follow(release.id, [
      () => bench.report(`${release.product}-1`, release, "IN_PROGRESS"),
      () => stop(release),
      () => sweep(),
    ]);
    const [, begun = expect.fail("there is no second look")] = looks;
    const plain = followingBoard(begun, { height: 5, width: 100 }).map(stripVTControlCharacters);
    expect(plain).toEqual([
      `${release.id}  under way: Wait`,
      `${"░".repeat(28)}  0 of 2 run it: 1 queued, 1 in progress`,
      expect.stringMatching(new RegExp(`^${release.product}-1 {2}░{28} +downloading$`)),
      expect.stringMatching(new RegExp(`^${release.product}-2 {2}░{28} +waiting$`)),
    ]);
  });
});

it("an execution that does not begin is told of, with where to look", async () => {
  const waiting = begunExecution("kettle-1_4_0-00000001", stateMachineArn, { patience: 0 });
  await expect(waiting).rejects.toThrow(
    /^The upload is in the bucket, but no execution kettle-1_4_0-00000001 has begun within 0 seconds\. .*`ota doctor` looks\./,
  );
});
