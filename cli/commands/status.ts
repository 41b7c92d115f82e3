import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import { NotFoundError } from "../not-found-error.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface StatusOptions extends PipelineOptions {
  readonly limit: number;
  readonly json?: boolean;
}

/** `ota status`: everything there is to say of one release, and of its devices. */
export function statusCommand(): Command {
  return pipelineCommand("status", {
    examples: [
      "ota status thermostat 1.4.0",
      "ota status thermostat-1_4_0-2e589385",
      "ota status thermostat-1_4_0 --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound", "notReleased"],
  })
    .description("tell how a release stands, and why: its workflow, its verdict, its devices")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--limit <number>", "how many devices to look at that have not succeeded", optionValue.limit, 20)
    .option("--json", "print one JSON document")
    .action(status);
}

async function status(release: string, version: string | undefined, options: StatusOptions): Promise<void> {
  const { limit, json, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { lookAtDevices } = await import("../releases/devices.ts");
  const { findRelease } = await import("../releases/find-release.ts");
  const { lookAtRelease } = await import("../releases/look-at-release.ts");
  const { releaseText } = await import("../releases/release-text.ts");
  const { isLost } = await import("../releases/standing.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const { id, others } = await findRelease({ release, version }, stateMachineArn);
  const report = await lookAtRelease(id, stateMachineArn);
  if (!report) throw new NotFoundError(`There is no release ${id}. \`ota list\` shows those there are.`);
  const { job, devices: counts } = report;
  const devices = job?.jobId && counts ? await lookAtDevices(job.jobId, counts, limit) : [];
  const document = { ...report, others, things: devices };
  const view = { others, now: Date.now(), width: process.stdout.columns ?? Number.POSITIVE_INFINITY };
  const text = json ? JSON.stringify(document, undefined, 2) : releaseText(report, devices, view);
  process.stdout.write(`${text}\n`);
  if (isLost(report)) process.exitCode = exitCodes.notReleased;
}
