/**
 * Walks through "Creating an OTA update with the AWS CLI" with the real AWS CLI, against AWS on this computer:
 *
 *   node test/guide/run.ts
 *
 * Devices run beside it and check each image. Needs Python for the CLI, which `scripts/aws` installs at the first run, and
 * OpenSSL. A line a step; exit code 1 when any failed. At last it compares what it ran with `docs/from-the-aws-cli.md`.
 */
import assert from "node:assert/strict";
import { createEnds } from "../../local/ends.ts";
import { combinations } from "./combinations.ts";
import { continuous } from "./continuous.ts";
import { deletingFinished } from "./deleting.ts";
import { checkDocument, createVocabulary } from "./document.ts";
import { failing } from "./failing.ts";
import type { Guide } from "./guide.ts";
import { listing } from "./listing.ts";
import { openGuide } from "./open-guide.ts";
import { refusals } from "./refusals.ts";
import { retiring } from "./retiring.ts";
import { platforms, prepareSigning, signingJob } from "./signing.ts";
import { createSteps } from "./steps.ts";
import { streams } from "./streams.ts";
import { texasInstruments } from "./texas-instruments.ts";
import { typos } from "./typos.ts";
import { unfinished } from "./unfinished.ts";
import { wholeRequest } from "./whole-request.ts";

const steps = createSteps((line) => console.log(line));
const { chapter } = steps;
const vocabulary = createVocabulary();
const ends = createEnds();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => ends.all().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
await chapter("guide", async () => {
  const guide = await openGuide(steps, vocabulary, ends);
  const certificateArn = await prepareSigning(guide);
  await Promise.all([updatesOfDevices(guide, certificateArn), everythingElse(guide)]);
  await chapter("listing", () => listing(guide));
  await chapter("deleting", () => deletingFinished(guide));
  await chapter("retiring", () => retiring(guide, certificateArn));
  await steps.step("local AWS made no mistake", async () => assert.deepEqual(guide.local.bugs, []));
  const document = new URL("../../docs/from-the-aws-cli.md", import.meta.url);
  await steps.step("docs/from-the-aws-cli.md shows what was run", () => checkDocument(document, vocabulary));
});
await chapter("end", ends.all);
console.log(`guide: ${steps.done} steps, ${steps.failed} failed`);
process.exitCode = steps.failed === 0 ? 0 : 1;

/** One after another, for the devices take one update at a time. */
async function updatesOfDevices(guide: Guide, certificateArn: string): Promise<void> {
  await chapter("combinations", () => combinations(guide, certificateArn));
  await chapter("Texas Instruments", () => texasInstruments(guide));
  await chapter("whole request", () => wholeRequest(guide));
  await chapter("failing", () => failing(guide));
  await chapter("continuous", () => continuous(guide));
}

/** What no device takes part in: meanwhile, for two commands at once take little longer than one. */
async function everythingElse(guide: Guide): Promise<void> {
  await chapter("platforms", () => platforms(guide));
  await chapter("signing job", () => signingJob(guide));
  await chapter("streams", () => streams(guide));
  await chapter("unfinished", () => unfinished(guide));
  await chapter("typos", () => typos(guide));
  await chapter("refusals", () => refusals(guide));
}
