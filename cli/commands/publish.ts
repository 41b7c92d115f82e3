import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import { followCommand } from "../pipeline/follow-command.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import { type MaterialOptions, takingMaterial } from "../releases/material-options.ts";

interface PublishOptions extends PipelineOptions, MaterialOptions {
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `ota publish`: uploads what is to be released, which starts the release. */
export function publishCommand(): Command {
  const command = pipelineCommand("publish", {
    examples: [
      "ota publish app.bin --product thermostat --version 1.4.0 --follow",
      "ota publish releases/thermostat/1.4.0",
      "ota publish build/release.json --product thermostat --version 1.4.0 --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound", "notReleased"],
  });
  return takingMaterial(command)
    .description("upload an image, or a manifest with its files, and so release it")
    .option("--follow", "show it live until it has come to an end; Ctrl-C ends the following, not the release")
    .option("--json", "print one JSON document; with --follow then one a line, whenever something has changed")
    .action(publish);
}

async function publish(path: string, options: PublishOptions): Promise<void> {
  const { product, version, follow = false, json = false, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { publishMaterial } = await import("../releases/publish-material.ts");
  const { readyMaterial } = await import("../releases/ready-material.ts");
  const { isLost } = await import("../releases/standing.ts");
  const material = await readyMaterial({ path, product, version });
  const { firmwareBucket, stateMachineArn } = await openPipeline(pipeline);
  const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
  const published = await publishMaterial(material, { firmwareBucket, stateMachineArn, say });
  if (json) process.stdout.write(`${JSON.stringify(published, undefined, follow ? 0 : 2)}\n`);
  if (!follow) return say(`Follow it with ${followCommand(published.release, pipeline)}`);
  const { followOnScreen } = await import("../releases/follow-on-screen.ts");
  const report = await followOnScreen(published.release, { stateMachineArn, pipeline, isJson: json, fromStart: true });
  if (isLost(report)) process.exitCode = exitCodes.notReleased;
}
