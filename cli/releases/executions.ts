import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
} from "@aws-sdk/client-sfn";
import { sfn } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { causeText } from "../../functions/firmware/cause-text.ts";

/** An execution of the workflow: it has the name of its release. */
export interface ListedExecution {
  readonly name: string;
  /** Whether it is not over. */
  readonly isOpen: boolean;
  /** Milliseconds since 1970 of its end, or of its start while it runs. */
  readonly changedAt: number;
}

/** The object an execution was started for. */
export interface UploadReport {
  readonly bucket: string;
  readonly key: string;
  /** null where the bucket keeps no versions. */
  readonly versionId: string | null;
}

/** How an execution stands. */
export interface ExecutionReport {
  readonly arn: string;
  readonly status: ExecutionStatus;
  /** The state it is in, or has ended in: `Wait For Devices`. */
  readonly state: string | null;
  /** ISO 8601: since when it is in that state. */
  readonly stateSince: string | null;
  /** ISO 8601, as `stoppedAt`. */
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  readonly error: string | null;
  /** In words. */
  readonly cause: string | null;
  /** null where its input is no upload. */
  readonly upload: UploadReport | null;
  readonly output: unknown;
}

/** The newest executions, the newest first. One call. */
export async function recentExecutions(stateMachineArn: string, count: number): Promise<ListedExecution[]> {
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, maxResults: count }));
  return executions.map(({ name = "", startDate, stopDate }) => ({
    name,
    isOpen: stopDate === undefined,
    changedAt: (stopDate ?? startDate)?.getTime() ?? 0,
  }));
}

/** Looks at an execution: two calls. Undefined where Step Functions does not know it, or no more (it keeps them for 90 days). */
export async function lookAtExecution(executionArn: string): Promise<ExecutionReport | undefined> {
  try {
    const described = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    const { status = "FAILED", startDate, stopDate, error, cause, input, output } = described;
    const entered = await lastStateEntered(executionArn);
    return {
      arn: executionArn,
      status,
      state: entered?.stateEnteredEventDetails?.name ?? null,
      stateSince: entered?.timestamp?.toISOString() ?? null,
      startedAt: startDate?.toISOString() ?? "",
      stoppedAt: stopDate?.toISOString() ?? null,
      error: error ?? null,
      cause: cause ? causeText(cause) : null,
      upload: uploadIn(input),
      output: output === undefined ? null : JSON.parse(output),
    };
  } catch (error) {
    if (isNamed(error, "ExecutionDoesNotExist")) return undefined;
    throw error;
  }
}

const mostAttempts = 50; // events: a task that is tried six times writes five an attempt

/** Where several states are at work at once, in a Map, the one that was entered last. */
async function lastStateEntered(executionArn: string): Promise<HistoryEvent | undefined> {
  const request = { executionArn, reverseOrder: true, maxResults: mostAttempts, includeExecutionData: false };
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand(request));
  return events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails !== undefined);
}

function uploadIn(input: string | undefined): UploadReport | null {
  const { bucket, key, versionId }: Partial<UploadReport> = Object(input === undefined ? undefined : JSON.parse(input));
  return typeof bucket === "string" && typeof key === "string" ? { bucket, key, versionId: versionId ?? null } : null;
}
