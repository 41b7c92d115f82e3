import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface DoctorOptions extends PipelineOptions {
  readonly product?: string;
  readonly json?: boolean;
}

/** `ota doctor`: what keeps releases from succeeding, and what to do about it. */
export function doctorCommand(): Command {
  return pipelineCommand("doctor", {
    examples: ["ota doctor", "ota doctor --product thermostat", "ota doctor --local --json"],
    exitCodes: ["ok", "failed", "usage", "unfit"],
  })
    .description("look for what keeps releases from succeeding, and say how to mend it; changes nothing")
    .option("--product <name>", "also look at its settings, its targets and what is in its way", optionValue.product)
    .option("--json", "print one JSON document")
    .action(doctor);
}

async function doctor({ product, json, ...pipeline }: DoctorOptions): Promise<void> {
  const { examine } = await import("../doctor/examine.ts"); // with the SDK's clients: not loaded for --help
  const { examinationText, totalsOf } = await import("../doctor/report.ts");
  const examination = await examine({ ...pipeline, product });
  const totals = totalsOf(examination);
  const document = { ...examination, totals };
  const width = process.stdout.columns ?? Number.POSITIVE_INFINITY;
  process.stdout.write(`${json ? JSON.stringify(document, undefined, 2) : examinationText(examination, width)}\n`);
  if (totals.fail > 0) process.exitCode = exitCodes.unfit;
}
