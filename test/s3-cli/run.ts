/**
 * Uses local S3 as people use S3, with the real AWS CLI:
 *
 *   node test/s3-cli/run.ts
 *
 * Needs Python for the CLI, which `scripts/aws` installs at the first run. A line a step; exit code 1 when any failed.
 */
import assert from "node:assert/strict";
import { createEnds } from "../../local/ends.ts";
import { createSteps } from "../guide/steps.ts";
import { checksums } from "./checksums.ts";
import { copying } from "./copying.ts";
import { listing } from "./listing.ts";
import { objects } from "./objects.ts";
import { oddKeys } from "./odd-keys.ts";
import { openS3Cli, type S3Cli } from "./s3-cli.ts";
import { syncing } from "./syncing.ts";
import { versions } from "./versions.ts";

const steps = createSteps((line) => console.log(line));
const { chapter } = steps;
const ends = createEnds();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => ends.all().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
await chapter("S3", async () => {
  const bugs: unknown[] = [];
  const cli = await openS3Cli(steps, ends, (bug) => bugs.push(bug));
  // Each in buckets of its own; two commands at once take little longer than one.
  await Promise.all([inTurn(cli, [copying, versions, checksums]), inTurn(cli, [syncing, listing, objects, oddKeys])]);
  await steps.step("local S3 made no mistake", async () => assert.deepEqual(bugs, []));
});
await chapter("end", ends.all);
console.log(`s3-cli: ${steps.done} steps, ${steps.failed} failed`);
process.exitCode = steps.failed === 0 ? 0 : 1;

async function inTurn(cli: S3Cli, chapters: readonly ((cli: S3Cli) => Promise<void>)[]): Promise<void> {
  for (const each of chapters) await chapter(each.name, () => each(cli));
}
