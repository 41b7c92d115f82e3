import { describe, expect, it } from "vitest";
import { announce, placeOf, readAnnouncements, withdraw } from "../../../functions/aws/records.ts";
import { readTurns, takeTurn } from "../../../functions/aws/turns.ts";
import { pipelineBench } from "../../support/pipeline-bench.ts";
import { releaseWalk } from "../../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);
const now = () => new Date(bench.clock.now()).toISOString();

describe("the turns of a product's releases", () => {
  it("are read in the order in which they were taken, also a thousand and more", async () => {
    const product = await bench.product();
    await takeTurn(product, { releaseId: "first", announcedAt: now() });
    for (let taken = 0; taken < 1_000; taken += 20)
      await Promise.all(
        Array.from({ length: 20 }, () => takeTurn(product, { releaseId: "other", announcedAt: now() })),
      );
    await takeTurn(product, { releaseId: "last", announcedAt: now() });
    const ids = (await readTurns(product, 0)).map(({ releaseId }) => releaseId);
    expect([ids.length, ids.at(0), ids.at(-1)]).toEqual([1_002, "first", "last"]);
  });

  it("are read since a time", async () => {
    const product = await bench.product();
    await takeTurn(product, { releaseId: "earlier", announcedAt: now() });
    await bench.clock.advance(10_000);
    const announcedAt = now();
    await takeTurn(product, { releaseId: "later", announcedAt });
    expect(await readTurns(product, Date.parse(announcedAt) - 1_000)).toEqual([{ releaseId: "later", announcedAt }]);
  });
});

it("a release that is withdrawn and announced again has the turn that it took afterwards", async () => {
  const product = await bench.product();
  const [one, other] = [await walk.describe({ product }), await walk.describe({ product })];
  const announceAndTakeTurn = async (release: typeof one) => {
    const announcedAt = now();
    await announce({ release, execution: await bench.execution(release.id), announcedAt });
    await takeTurn(product, { releaseId: release.id, announcedAt });
    await takeTurn(product, { releaseId: release.id, announcedAt }); // a step that is repeated
    await bench.clock.advance(1);
  };
  await bench.clock.advance(1_000 - (bench.clock.now() % 1_000)); // all within one second
  await announceAndTakeTurn(one);
  await withdraw(one);
  await announceAndTakeTurn(other);
  const announcedAt = now();
  await announce({ release: one, execution: bench.executionArn(one.id), announcedAt });
  await takeTurn(product, { releaseId: one.id, announcedAt });
  const places = (await readAnnouncements(product)).map(placeOf).map(({ id, turn }) => ({ id, turn }));
  expect(places).toEqual(
    expect.arrayContaining([
      { id: other.id, turn: 2 },
      { id: one.id, turn: 4 },
    ]),
  );
});
