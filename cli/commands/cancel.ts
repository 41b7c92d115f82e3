import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface CancelOptions extends PipelineOptions {
  readonly reason?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly wait: boolean;
  readonly json?: boolean;
}

/** `ota cancel`: ends a release for a person. */
export function cancelCommand(): Command {
  return pipelineCommand("cancel", {
    examples: [
      'ota cancel thermostat 1.4.0 --reason "boots slowly"',
      "ota cancel thermostat-1_4_0-2e589385 --no-wait",
      "ota cancel thermostat-1_4_0 --force --yes",
      "ota cancel thermostat-1_4_0 --local",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("end a release: devices that have begun finish, the others are no longer offered it")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--reason <text>", "why, for its record")
    .option("--force", "cut off also the devices in the middle of the update; asks first")
    .option("--yes", "do not ask")
    .option("--no-wait", "do not wait until nothing of it is offered any more")
    .option("--json", "print one JSON document when it is done")
    .action(cancel);
}

async function cancel(release: string, version: string | undefined, options: CancelOptions): Promise<void> {
  const { reason, force = false, yes = false, wait, json, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { callerOf } = await import("../pipeline/caller.ts");
  const { confirm } = await import("../confirmation.ts");
  const { forceText } = await import("../releases/force-text.ts");
  const { intentionText } = await import("../releases/cancel-text.ts");
  const { cancelAndFollow } = await import("../releases/cancellation.ts");
  const { findRelease } = await import("../releases/find-release.ts");
  const { lookAtExistingRelease } = await import("../releases/look-at-release.ts");
  const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
  const { stateMachineArn } = await openPipeline(pipeline);
  const { id } = await findRelease({ release, version }, stateMachineArn);
  const report = await lookAtExistingRelease(id, stateMachineArn);
  const who = await callerOf();
  say(intentionText(report, { who, force }));
  if (force) {
    process.stderr.write(`${forceText("cancel", report.devices)}\n`);
    await confirm(`Cancel ${id} by force?`, yes);
  }
  const name = { id, product: report.product ?? "" };
  const done = await cancelAndFollow(name, { stateMachineArn, who, why: reason, force, wait, say });
  if (json) process.stdout.write(`${JSON.stringify(done, undefined, 2)}\n`);
  if (done.outcome === "released") process.exitCode = exitCodes.failed; // it had won: devices have it
}
