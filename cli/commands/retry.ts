import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import * as optionValue from "../option-values.ts";
import { followCommand } from "../pipeline/follow-command.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";

interface RetryOptions extends PipelineOptions {
  readonly after?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `ota retry`: offers a release again to those that did not succeed. */
export function retryCommand(): Command {
  return pipelineCommand("retry", {
    examples: [
      "ota retry thermostat 1.4.0",
      "ota retry thermostat-1_4_0-2e589385 --follow",
      "ota retry thermostat 1.4.0 --after thermostat-100",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound", "notReleased"],
  })
    .description("offer a release that has ended again to the things that did not succeed, as a new release")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--after <thing>", "only to those whose names come after this one: a job takes 100")
    .option("--follow", "show it live until it has come to an end; Ctrl-C ends the following, not the release")
    .option("--json", "print one JSON document; with --follow then one a line, whenever something has changed")
    .action(retry);
}

async function retry(release: string, version: string | undefined, options: RetryOptions): Promise<void> {
  const { after, follow = false, json = false, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { findRelease } = await import("../releases/find-release.ts");
  const { lookAtExistingRelease } = await import("../releases/look-at-release.ts");
  const { publishRetry } = await import("../releases/publish-retry.ts");
  const { checkRetry, planRetry } = await import("../releases/retry-release.ts");
  const { retryText } = await import("../releases/retry-text.ts");
  const { isLost } = await import("../releases/standing.ts");
  const { firmwareBucket, stateMachineArn } = await openPipeline(pipeline);
  const { id } = await findRelease({ release, version }, stateMachineArn);
  const plan = await planRetry(await lookAtExistingRelease(id, stateMachineArn), after);
  await checkRetry(plan);
  const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
  say(retryText(plan));
  const published = await publishRetry(plan, { firmwareBucket, stateMachineArn, say });
  const { things, more, gone } = plan;
  const document = { ...published, retryOf: id, things, more, gone };
  if (json) process.stdout.write(`${JSON.stringify(document, undefined, follow ? 0 : 2)}\n`);
  if (!follow) return say(`Follow it with ${followCommand(published.release, pipeline)}`);
  const { followOnScreen } = await import("../releases/follow-on-screen.ts");
  const report = await followOnScreen(published.release, { stateMachineArn, pipeline, isJson: json, fromStart: true });
  if (isLost(report)) process.exitCode = exitCodes.notReleased;
}
