import type { JobExecutionStatus } from "@aws-sdk/client-iot";
import { type Command, InvalidArgumentError } from "commander";
import type { DeviceCounts } from "../../functions/firmware/rollout.ts";
import * as optionValue from "../option-values.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { pipelineCommand } from "../pipeline/pipeline-command.ts";
import { totalOf } from "../releases/device-totals.ts";
import type { ReleaseReport } from "../releases/look-at-release.ts";

interface DevicesOptions extends PipelineOptions {
  readonly status?: JobExecutionStatus;
  readonly limit: number;
  readonly json?: boolean;
}

/** The job's count of each status. */
const counts: Readonly<Record<JobExecutionStatus, keyof DeviceCounts>> = {
  QUEUED: "queued",
  IN_PROGRESS: "inProgress",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  REJECTED: "rejected",
  TIMED_OUT: "timedOut",
  CANCELED: "canceled",
  REMOVED: "removed",
};

/** `ota devices`: how each device fares with a release, and why. */
export function devicesCommand(): Command {
  return pipelineCommand("devices", {
    examples: [
      "ota devices thermostat 1.4.0",
      "ota devices thermostat 1.4.0 --status FAILED",
      "ota devices thermostat-1_4_0-2e589385 --status IN_PROGRESS --limit 10000 --json",
    ],
    exitCodes: ["ok", "failed", "usage", "notFound"],
  })
    .description("list a release's devices: their status, and what they say, in words")
    .argument("<release>", "a release id or its beginning; or a product, before a version")
    .argument("[version]", "of the product: the latest release of it is meant", optionValue.version)
    .option("--status <status>", `only those: ${Object.keys(counts).join(", ")}`, statusOf)
    .option("--limit <number>", "how many at most", optionValue.deviceLimit, 250)
    .option("--json", "print one JSON object a device and line")
    .action(devices);
}

/** `failed` and `timed-out` will do too. */
function statusOf(text: string): string {
  const named = text.toUpperCase().replace("-", "_");
  if (Object.hasOwn(counts, named)) return named;
  throw new InvalidArgumentError(`A status is one of ${Object.keys(counts).join(", ")}.`);
}

async function devices(release: string, version: string | undefined, options: DevicesOptions): Promise<void> {
  const { status, limit, json = false, ...pipeline } = options;
  const { openPipeline } = await import("../pipeline/open-pipeline.ts"); // with the SDK's clients: not loaded for --help
  const { findRelease } = await import("../releases/find-release.ts");
  const { printDevices } = await import("../releases/print-devices.ts");
  const { lookAtExistingRelease } = await import("../releases/look-at-release.ts");
  const { stateMachineArn } = await openPipeline(pipeline);
  const { id } = await findRelease({ release, version }, stateMachineArn);
  const report = await lookAtExistingRelease(id, stateMachineArn);
  const { job, devices: counted } = report;
  if (job?.jobId === undefined) return void (json || process.stdout.write(`${jobless(report)}\n`));
  const all = counted === null ? 0 : totalOf(counted) + counted.removed;
  const expected = status === undefined || counted === null ? all : counted[counts[status]];
  await printDevices({ jobId: job.jobId, status, limit }, { isJson: json, expected });
}

function jobless({ release, state }: ReleaseReport): string {
  return `${release} is ${state}, and has no job${state === "under way" ? " yet" : ""}: no device is offered it.`;
}
