import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { allMishaps, changingCalls, changingOperations, someMishaps } from "../support/changing-calls.ts";
import { type Ending, endingsIn } from "../support/endings.ts";
import { enteredState } from "../support/entered-state.ts";
import { inventoryChanges } from "../support/inventory-changes.ts";
import { startPipeline } from "../support/local-aws.ts";
import { layHands, outsideHands } from "../support/outside-hands.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { takenBack, undone } from "../support/table-of-endings.ts";
import { waysToEnd } from "../support/ways-to-end.ts";

// First everything goes wrong, each time for a product of its own. Then two sweeps, and a look at all there is.

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { s3, faults, firmwareBucket } = pipeline;
const product = productJourneys(pipeline);
const end = waysToEnd(pipeline);
const before = await pipeline.inventory();
afterEach(() => faults.clear());

const aDay = 24 * 60 * 60_000;

/** All that there has to be of each product's releases, by version. */
const expected: Record<string, Readonly<Record<string, Ending>>> = {};

const isThorough = Boolean(process.env["EVERY_FAULT"]);
if (isThorough) vi.setConfig({ testTimeout: 120_000 });
const mishaps = isThorough ? allMishaps() : someMishaps();

describe("a call that changes something", () => {
  it("is in the table of those that go wrong here, or the sweeper's or the stack's alone", () => {
    const sweepers = ["DeleteJob"];
    const stacks = ["PutSigningProfile", "CancelSigningProfile"]; // as it is deployed and deleted: no release's
    const operations = new Set([...changingCalls.map(({ operation }) => operation), ...sweepers, ...stacks]);
    expect([...operations].sort()).toEqual(changingOperations());
  });

  it.each(mishaps)("leaves no more than it may when $what goes wrong ($rules.0.fault): $way", async (mishap) => {
    const one = await product();
    const ids = mishap.rules.map((rule) => faults.add(rule));
    if (mishap.way.startsWith("superseded")) {
      const onlyTheGate = { caller: "CleanUpFunction", service: "s3", operation: "GetObject", calls: "1-" };
      faults.add({ ...onlyTheGate, fault: "denied" });
    }
    await end(mishap.way, one);
    const struck = faults.list().filter((rule) => ids.includes(rule.id) && rule.struck > 0);
    expect(struck).toHaveLength(ids.length);
    expected[one.name] = mishap.ends;
  });
});

const signingStates = ["Sign Files", "Wait For Signature", "Is It Signed?", "File Signed"];
const beforeTheOffer = [
  ...["Start Signing", "Check Signing", "End Previous Release"],
  ...(isThorough ? ["Admit Release", "Is There Anything To Do?", "Do We Sign?", ...signingStates] : []),
  ...(isThorough ? ["Do We Stream?", "Create Stream"] : []),
];
const afterTheOffer = [
  ...["Check OTA Update", "Check Rollout"],
  ...(isThorough ? ["Wait For OTA Update", "Is It Created?", "Wait For Devices", "Is It Over?"] : []),
];

describe("an execution that is stopped", () => {
  /** Stops it where it has come to by then, while its device is off. */
  async function stopIn(state: string): Promise<string> {
    const { name, fleet, drop, cancel } = await product();
    await fleet.stop();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, state);
    await cancel(id);
    await pipeline.execution(id);
    return name;
  }

  it.each(beforeTheOffer)("leaves nothing in %s", async (state) => {
    expected[await stopIn(state)] = { "1.4.0": undone("ABORTED ReleaseCancelled", "cancelled") };
  });

  it.each(afterTheOffer)("leaves what devices were offered in %s", async (state) => {
    const cancelled = takenBack("ABORTED ReleaseCancelled", "cancelled", "CANCELED, 1 canceled");
    expected[await stopIn(state)] = { "1.4.0": cancelled };
  });
});

describe("somebody", () => {
  it.each(outsideHands(pipeline))("who $what at $at makes it leave no more than it may", async (hand) => {
    const one = await product(hand.product);
    await layHands(pipeline, hand, one);
    expected[one.name] = { "1.4.0": hand.ends };
  });
});

describe("all that there is", () => {
  it("after two sweeps is what the table of endings says", async () => {
    await sweepTwice();
    expect(await endingsByProduct()).toEqual(expected);
  });

  it("a day later is announced no more: what was offered is kept, of what was undone only the record is left", async () => {
    pipeline.leap(aDay);
    await sweepTwice();
    const later = Object.entries(expected).map(([name, endings]) => [name, mapValues(endings, aDayLater)]);
    expect(await endingsByProduct()).toEqual(Object.fromEntries(later));
  });

  it("after the retention is the records, the uploads, and what is somebody else's", async () => {
    const before = await pipeline.inventory();
    const records = before.objects.filter((key) => key.startsWith("records/"));
    const theirs = Object.entries(before.jobs).filter(([, { status }]) => status === "IN_PROGRESS");
    const uploads = await firmware();
    pipeline.leap(32 * aDay);
    for (const _ of ["OTA updates", "jobs", "streams", "nothing"]) await sweepTwice();
    const { streams, otaUpdates, jobs, objects, versions } = await pipeline.inventory();
    expect({ streams, otaUpdates, objects }).toEqual({ streams: [], otaUpdates: {}, objects: records });
    expect(Object.entries(jobs)).toEqual(theirs);
    expect(versions.filter((key) => key.startsWith("signed/"))).toEqual([]);
    expect(await firmware()).toEqual(uploads);
  });
});

function aDayLater(ending: Ending): Ending {
  const isKept = ending.some((line) => /^job (COMPLETED|CANCELED)/.test(line));
  return ending.flatMap((line) => (line === "open" ? (isKept ? ["due"] : []) : [line])).sort();
}

function mapValues<From, To>(from: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}

/** Every version of what people have uploaded. */
async function firmware(): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: firmwareBucket });
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => `${Key} ${VersionId}`);
}

async function sweepTwice(): Promise<void> {
  await pipeline.invoke("SweepFunction", {});
  await pipeline.pass(5_000);
  await pipeline.invoke("SweepFunction", {});
}

async function endingsByProduct(): Promise<Record<string, Record<string, Ending>>> {
  const endings = await endingsIn(pipeline, inventoryChanges(before, await pipeline.inventory()));
  const byProduct: Record<string, Record<string, Ending>> = {};
  for (const name of Object.keys(expected)) byProduct[name] = {};
  for (const [id, ending] of Object.entries(endings)) {
    const { name = id, version = "" } = /^(?<name>p\d+)-(?<version>\d+_\d+_\d+)-/.exec(id)?.groups ?? {};
    byProduct[name] = { ...byProduct[name], [version.replaceAll("_", ".")]: ending };
  }
  return byProduct;
}
