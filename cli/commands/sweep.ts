import type { Command } from "commander";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface SweepOptions extends PipelineOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `ota sweep`: what the schedule does, now. */
export function sweepCommand(): Command {
  return pipelineCommand("sweep", {
    examples: ["ota sweep --dry-run", "ota sweep", "ota sweep --local --json"],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("delete now what ended releases have left behind, as the schedule does every 15 minutes")
    .option("--dry-run", "tell what would be deleted and why, and change nothing")
    .option("--json", "print one JSON document")
    .action(sweep);
}

async function sweep({ dryRun = false, json, ...pipeline }: SweepOptions): Promise<void> {
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { functionNameOf } = await import("../pipeline/stack.ts");
  const { sweepNow } = await import("../sweep.ts");
  const { sweepText } = await import("../sweep-text.ts");
  const stack = await openPipeline(pipeline);
  const swept = await sweepNow(await functionNameOf(stack, "SweepFunction"), { dryRun });
  process.stdout.write(`${json ? JSON.stringify(swept, undefined, 2) : sweepText(swept)}\n`);
}
