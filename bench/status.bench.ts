import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { devicePages } from "../cli/releases/device-pages.ts";
import { lookAtDevices } from "../cli/releases/devices.ts";
import { lookAtRelease } from "../cli/releases/look-at-release.ts";
import { releaseText } from "../cli/releases/release-text.ts";
import type { Release } from "../functions/firmware/release.ts";
import { countCalls } from "../test/support/counted-calls.ts";
import { pipelineBench } from "../test/support/pipeline-bench.ts";
import { releaseWalk } from "../test/support/release-walk.ts";

const local = await pipelineBench();
const walk = releaseWalk(local);
const counted = countCalls();
const few = 100;
const many = 10_000;
const atOnce = 50;
const shown = 20; // devices, as `ota status` shows them unless it is told otherwise

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** A release that is offered to so many devices; one in a hundred has failed. */
async function releaseFor(things: number): Promise<Release> {
  const product = await local.product(0);
  const numbers = Array.from({ length: things }, (_, at) => at + 1).values();
  const register = async () => {
    for (const number of numbers) {
      const thingName = `${product}-${number}`;
      await local.iot.createThing({ thingName });
      await local.iot.addThingToThingGroup({ thingName, thingGroupName: product });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, register));
  const release = await walk.offer({ product });
  await local.clock.advance((things / 1_000 + 1) * 60_000); // AWS tells a thousand a minute
  for (let number = 1; number <= things; number += 100) {
    await local.report(`${product}-${number}`, release, "FAILED", "rejected: 0x00000010");
  }
  return release;
}

/** What `ota status` does, without its start. */
async function status({ id }: Release): Promise<string> {
  const report = (await lookAtRelease(id, local.stateMachineArn)) ?? expect.fail(`There is no ${id}`);
  const devices = report.devices && (await lookAtDevices(report.job?.jobId ?? "", report.devices, shown));
  return releaseText(report, devices ?? [], { others: [], now: Date.now(), width: 120 });
}

/** The calls that a work makes, and by how many kilobytes the heap is larger at its largest while something looks. */
async function costOf(work: (look: () => void) => Promise<unknown>): Promise<{ calls: number; kilobytes: number }> {
  counted.reset();
  collect();
  const before = process.memoryUsage().heapUsed;
  let heap = 0;
  const look = () => {
    collect();
    heap = Math.max(heap, (process.memoryUsage().heapUsed - before) / 1024);
  };
  await work(look);
  look();
  return { calls: counted.total(), kilobytes: Math.round(heap) };
}

/** What `ota devices --status QUEUED` does with all of them. */
async function readAll({ id }: Release, look: () => void): Promise<void> {
  for await (const page of devicePages({ jobId: `AFR_OTA-${id}`, status: "QUEUED", limit: many })) {
    if (page.length > 0) look(); // while a page is held
  }
}

it("ota status of a release for 100 devices, and for 10,000", { timeout: 600_000 }, async ({ bench }) => {
  const releases = { few: await releaseFor(few), many: await releaseFor(many) };
  await status(releases.few); // loads what the first look loads
  const cost = {
    "status, 100 devices": await costOf(() => status(releases.few)),
    "status, 10,000 devices": await costOf(() => status(releases.many)),
    "devices, 100 devices": await costOf((look) => readAll(releases.few, look)),
    "devices, 10,000 devices": await costOf((look) => readAll(releases.many, look)),
  };
  console.table(cost);
  expect(cost["status, 10,000 devices"].calls).toBeLessThanOrEqual(10 + 2 * shown);
  // Without the devices shown: those are asked after nine a second, since AWS allows an account ten.
  const look = ({ id }: Release) => lookAtRelease(id, local.stateMachineArn);
  await bench.compare(
    bench("status, 100 devices", () => look(releases.few)),
    bench("status, 10,000 devices", () => look(releases.many)),
  );
});
