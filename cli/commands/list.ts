import type { Command } from "commander";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface ListOptions extends PipelineOptions {
  readonly product?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `ota list`: what has been released, and what became of it. */
export function listCommand(): Command {
  return pipelineCommand("list", {
    examples: ["ota list", "ota list --product thermostat --limit 50", "ota list --local --json"],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("list releases: those under way, then the newest")
    .option("--product <name>", "only this product's", optionValue.product)
    .option("--limit <number>", "how many", optionValue.limit, 20)
    .option("--json", "print one JSON document")
    .action(list);
}

const widthElsewhere = 120; // than on a terminal

async function list({ product, limit, json, ...pipeline }: ListOptions): Promise<void> {
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { listReleases } = await import("../releases/list-releases.ts");
  const { releaseTable } = await import("../releases/release-table.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const found = await listReleases(stateMachineArn, { product, limit });
  const width = process.stdout.columns ?? widthElsewhere;
  process.stdout.write(`${json ? JSON.stringify(found, undefined, 2) : releaseTable(found, width, Date.now())}\n`);
}
