import { type Command, InvalidArgumentError } from "commander";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import { type State, states } from "../releases/standing.ts";

interface ListOptions extends PipelineOptions {
  readonly product?: string;
  readonly outcome?: State;
  readonly limit: number;
  readonly json?: boolean;
}

/** `ota list`: what has been released, and what became of it. */
export function listCommand(): Command {
  return pipelineCommand("list", {
    examples: [
      "ota list",
      "ota list --product thermostat --limit 50",
      "ota list --outcome failed",
      "ota list --local --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("list releases: those under way, then the newest")
    .option("--product <name>", "only this product's", optionValue.product)
    .option("--outcome <state>", `only those that are ${states.join(", ")}`, outcome)
    .option("--limit <number>", "how many", optionValue.limit, 20)
    .option("--json", "print one JSON document")
    .action(list);
}

/** `under-way` will do too: it needs no quotes. */
function outcome(text: string): State {
  const found = states.find((state) => state === text.replaceAll("-", " "));
  if (found) return found;
  throw new InvalidArgumentError(`An outcome is one of ${states.join(", ")}.`);
}

const widthElsewhere = 120; // than on a terminal

async function list({ product, outcome, limit, json, ...pipeline }: ListOptions): Promise<void> {
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { listReleases } = await import("../releases/list-releases.ts");
  const { releaseTable } = await import("../releases/release-table.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const found = await listReleases(stateMachineArn, { product, outcome, limit });
  const width = process.stdout.columns ?? widthElsewhere;
  const text = json
    ? JSON.stringify(found, undefined, 2)
    : releaseTable(found, width, Date.now(), { product, outcome });
  process.stdout.write(`${text}\n`);
}
