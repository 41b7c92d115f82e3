import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import type { FoundRelease } from "../releases/find-release.ts";
import type { ReleaseReport } from "../releases/look-at-release.ts";

interface StatusOptions extends PipelineOptions {
  readonly limit: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `ota status`: everything there is to say of one release, and of its devices. */
export function statusCommand(): Command {
  return pipelineCommand("status", {
    examples: [
      "ota status thermostat 1.4.0",
      "ota status thermostat-1_4_0-2e589385 --follow",
      "ota status thermostat-1_4_0 --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound", "notReleased"],
  })
    .description("tell how a release stands, and why: its workflow, its verdict, its devices")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--limit <number>", "how many devices to look at that have not succeeded", optionValue.limit, 20)
    .option("--follow", "show it live until it has come to an end; Ctrl-C ends the following, not the release")
    .option("--json", "print one JSON document; with --follow one a line, whenever something has changed")
    .action(status);
}

async function status(release: string, version: string | undefined, options: StatusOptions): Promise<void> {
  const { limit, follow = false, json = false, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { findRelease } = await import("../releases/find-release.ts");
  const { isLost } = await import("../releases/standing.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const found = await findRelease({ release, version }, stateMachineArn);
  const report = follow
    ? await followFound(found, { stateMachineArn, pipeline, isJson: json })
    : await showOnce(found, { stateMachineArn, isJson: json, limit });
  if (isLost(report)) process.exitCode = exitCodes.notReleased;
}

interface Showing {
  readonly stateMachineArn: string;
  readonly isJson: boolean;
}

async function followFound(
  { id }: FoundRelease,
  { stateMachineArn, pipeline, isJson }: Showing & { readonly pipeline: PipelineOptions },
): Promise<ReleaseReport> {
  const { followOnScreen } = await import("../releases/follow-on-screen.ts");
  const { lookAtExistingRelease } = await import("../releases/look-at-release.ts");
  await lookAtExistingRelease(id, stateMachineArn);
  return followOnScreen(id, { stateMachineArn, pipeline, isJson, fromStart: false });
}

async function showOnce(
  { id, others }: FoundRelease,
  { stateMachineArn, isJson, limit }: Showing & { limit: number },
): Promise<ReleaseReport> {
  const { lookAtDevices } = await import("../releases/devices.ts");
  const { lookAtExistingRelease } = await import("../releases/look-at-release.ts");
  const { releaseText } = await import("../releases/release-text.ts");
  const report = await lookAtExistingRelease(id, stateMachineArn);
  const { job, devices: counts } = report;
  const devices = job?.jobId && counts ? await lookAtDevices(job.jobId, counts, limit) : [];
  const document = { ...report, others, things: devices };
  const { isTTY: hasBars = false, columns: width = Number.POSITIVE_INFINITY } = process.stdout;
  const view = { others, now: Date.now(), width, hasBars };
  process.stdout.write(`${isJson ? JSON.stringify(document, undefined, 2) : releaseText(report, devices, view)}\n`);
  return report;
}
