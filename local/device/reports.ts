import type { Connection } from "./connection.ts";
import type { DeviceEvent } from "./events.ts";
import type { Report } from "./report.ts";
import { type AppVersion, formatVersion, hexVersion } from "./version.ts";

/** `received` of `total` blocks are written. */
export function progress(received: number, total: number): Report {
  return { status: "IN_PROGRESS", statusDetails: { receive: `${received}/${total}` } };
}

/** The image is verified and staged; `running` is the version that fetched it. */
export function ready(running: AppVersion): Report {
  return { status: "IN_PROGRESS", statusDetails: { self_test: "ready", updatedBy: hexVersion(running) } };
}

/** The new image runs its self-test. It notes itself in `updatedBy`, as AWS's agent does: restarting once more looks like the same version. */
export function active(running: AppVersion): Report {
  return { status: "IN_PROGRESS", statusDetails: { self_test: "active", updatedBy: hexVersion(running) } };
}

/** The file is accepted. The two blanks before each version are the agent's. */
export function accepted(running: AppVersion, previous: AppVersion): Report {
  const reason = `accepted  v${formatVersion(running)}`;
  return { status: "SUCCEEDED", statusDetails: { reason, updatedBy: `  v${formatVersion(previous)}` } };
}

/** The update ends here. */
export function failed(reason: string): Report {
  return { status: "FAILED", statusDetails: { reason } };
}

/** Who reports, and over what. */
export interface Reporter {
  readonly thingName: string;
  readonly connection: Connection;
  readonly emit: (event: DeviceEvent) => void;
}

/** Reports at QoS 0, as the agent does with progress: may get lost. */
export function sendReport({ thingName, connection, emit }: Reporter, jobId: string, report: Report): void {
  connection.send(updateTopic(thingName, jobId), JSON.stringify(report));
  emit({ type: "reported", jobId, report });
}

/** Reports at QoS 1, as the agent does with all that changes the image's state: resolves once acknowledged. */
export async function deliverReport(reporter: Reporter, jobId: string, report: Report): Promise<void> {
  await reporter.connection.deliver(updateTopic(reporter.thingName, jobId), JSON.stringify(report));
  reporter.emit({ type: "reported", jobId, report });
}

function updateTopic(thingName: string, jobId: string): string {
  return `$aws/things/${thingName}/jobs/${jobId}/update`;
}
