import { afterAll, expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { type S3Server, startLocalS3, startS3rver } from "./s3/servers.ts";
import { checksum, get, getSmall, put, putInParts, putSmall } from "./s3/transfers.ts";

const rounds = 5;
const mostMegabytes = 300;

const ours = await startLocalS3();
const theirs = await startS3rver();
const table: Record<string, Record<string, number>> = {};

afterAll(async () => {
  tellFigures("s3", "S3, and s3rver 3.7.1", table);
  await Promise.all([ours.stop(), theirs.stop()]);
});

async function secondsOf(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

/**
 * Does it on both sides in turn, and gives ours over theirs, each at its best: what else the machine does only ever makes it
 * slower.
 */
async function ratioOf(what: string, act: (server: S3Server) => Promise<void>): Promise<number> {
  const seconds = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    seconds.ours.push(await secondsOf(() => act(ours)));
    seconds.theirs.push(await secondsOf(() => act(theirs)));
  }
  const best = { ours: Math.min(...seconds.ours), theirs: Math.min(...seconds.theirs) };
  const median = { ours: middle(seconds.ours), theirs: middle(seconds.theirs) };
  table[what] = {
    [`${ours.name}, s`]: round2(best.ours),
    [`${theirs.name}, s`]: round2(best.theirs),
    ratio: round2(best.ours / best.theirs),
    "ratio of medians": round2(median.ours / median.theirs),
    "our peak, MB": ours.peakMegabytes(),
    "their peak, MB": theirs.peakMegabytes(),
  };
  return best.ours / best.theirs;
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round2 = (value: number) => Math.round(value * 100) / 100;

/** What both can be asked: no framing, and the checksum, where there is one, in a header as the AWS CLI sends it. */
it.each<[string, (server: S3Server) => Promise<void>]>([
  ["put 1 GiB, CRC32 in a header", ({ client }) => put(client, "whole", checksum)],
  ["put 1 GiB, no checksum", ({ client }) => put(client, "whole")],
  ["get 1 GiB", ({ client }) => get(client, "whole")],
  ["put 1 GiB in parts", ({ client }) => putInParts(client, "parts")],
  ["get 1 GiB of parts", ({ client }) => get(client, "parts")],
])("%s is not slower than by s3rver", { timeout: 600_000 }, async (what, act) => {
  expect(await ratioOf(what, act)).toBeLessThanOrEqual(1);
});

/** Which s3rver would store with the framing. */
it("put 1 GiB as the SDK does unless told otherwise, CRC32 in a trailer", { timeout: 600_000 }, async () => {
  const client = ours.clientWith({});
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) seconds.push(await secondsOf(() => put(client, "chunks")));
  client.destroy();
  table["put 1 GiB, CRC32 in a trailer"] = { [`${ours.name}, s`]: round2(Math.min(...seconds)) };
  await get(ours.client, "chunks");
});

it("takes less than 300 MB of memory for all that", () => {
  expect(ours.peakMegabytes()).toBeLessThan(mostMegabytes);
});

it("1,000 objects of 4 KiB, 32 at once", { timeout: 600_000 }, async () => {
  await ratioOf("put 1,000 × 4 KiB", ({ client }) => putSmall(client));
  await ratioOf("get 1,000 × 4 KiB", ({ client }) => getSmall(client));
});
