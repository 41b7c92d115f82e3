import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import { UsageError } from "../usage-error.ts";

interface DeleteOptions extends PipelineOptions {
  readonly device?: string;
  readonly force?: boolean;
  readonly keepStream?: boolean;
  readonly keepJob?: boolean;
  readonly reason?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `ota delete`: deletes before the retention is over what a release has left at AWS. */
export function deleteCommand(): Command {
  return pipelineCommand("delete", {
    examples: [
      "ota delete thermostat 1.4.0",
      "ota delete thermostat-1_4_0-2e589385 --keep-job",
      "ota delete thermostat 1.4.0 --force --yes",
      "ota delete thermostat 1.4.0 --device thermostat-17",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("delete the OTA update, job, stream and signed images of a release that has ended; its record stays")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--device <thing>", "only this device's job execution")
    .option("--keep-stream", "not the stream, nor the signed images it may read")
    .option("--keep-job", "not the job with what its devices reported")
    .option("--force", "also under devices in the middle; one that is under way is cancelled first; asks first")
    .option("--reason <text>", "why it is cancelled, for its record")
    .option("--yes", "do not ask")
    .option("--json", "print one JSON document when it is done")
    .action(deleteFound);
}

async function deleteFound(release: string, version: string | undefined, options: DeleteOptions): Promise<void> {
  const {
    device,
    force = false,
    keepStream = false,
    keepJob = false,
    reason,
    yes = false,
    json,
    ...pipeline
  } = options;
  if (device !== undefined && (keepStream || keepJob)) {
    throw new UsageError("--device deletes one job execution and nothing else; leave --keep-stream and --keep-job out");
  }
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { findRelease } = await import("../releases/find-release.ts");
  const { deleteRelease, deleteDevice } = await import("../releases/delete-release.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const { id } = await findRelease({ release, version }, stateMachineArn);
  const say = (text: string) => void (json || process.stdout.write(`${text}\n`));
  const warn = (text: string) => void process.stderr.write(`${text}\n`);
  const request = { id, stateMachineArn, force, yes, say, warn };
  const report =
    device === undefined
      ? await deleteRelease({ ...request, keepStream, keepJob, why: reason })
      : await deleteDevice(device, request);
  if (json) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  if ("isGone" in report && !report.isGone) process.exitCode = exitCodes.failed;
}
