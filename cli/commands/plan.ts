import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import { type MaterialOptions, takingMaterial } from "../releases/material-options.ts";

interface PlanOptions extends PipelineOptions, MaterialOptions {
  readonly json?: boolean;
}

/** `ota plan`: what `ota publish` would do, and nothing of it done. */
export function planCommand(): Command {
  const command = pipelineCommand("plan", {
    examples: [
      "ota plan app.bin --product thermostat --version 1.4.0",
      "ota plan releases/thermostat/1.4.0",
      "ota plan releases/thermostat/1.4.0/release.json --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound", "notReleased"],
  });
  return takingMaterial(command)
    .description("tell what `ota publish` would do, or why it would be refused; makes nothing")
    .option("--json", "print one JSON document")
    .action(plan);
}

async function plan(path: string, { product, version, json, ...pipeline }: PlanOptions): Promise<void> {
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { planRelease } = await import("../releases/plan-release.ts");
  const { planText } = await import("../releases/plan-text.ts");
  const { readyMaterial } = await import("../releases/ready-material.ts");
  const { requestJson } = await import("../releases/request-json.ts");
  const material = await readyMaterial({ path, product, version });
  const { releaseBucket, retentionInDays } = await openPipeline(pipeline);
  const planned = await planRelease(material);
  const width = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  const text = json
    ? JSON.stringify(requestJson(planned), undefined, 2)
    : planText(planned, { releaseBucket, retentionInDays, width });
  process.stdout.write(`${text}\n`);
  if (planned.admission.state === "refused") process.exitCode = exitCodes.notReleased;
}
