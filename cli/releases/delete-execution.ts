import { DeleteJobExecutionCommand } from "@aws-sdk/client-iot";
import { iot } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { NotFoundError } from "../not-found-error.ts";
import { statusWords } from "./device-table.ts";
import { describeDevice } from "./devices.ts";

/** One device's part of a release. */
export interface DeviceExecution {
  readonly jobId: string;
  readonly thingName: string;
}

/** What was deleted. */
export interface DeletedExecution {
  readonly thingName: string;
  /** As it was. */
  readonly status: string;
  readonly executionNumber: number;
}

/** Ends that AWS lets go of without force (API reference of DeleteJobExecution). */
const ended: readonly string[] = ["SUCCEEDED", "FAILED", "REJECTED", "REMOVED", "CANCELED"];

/**
 * Finds a device's job execution that may be deleted.
 * @throws NotFoundError; Error that names the way out when it has not ended and nobody forces it
 */
export async function findDeletable({ jobId, thingName }: DeviceExecution, force: boolean): Promise<DeletedExecution> {
  const found = await describeDevice(jobId, thingName);
  if (!found) {
    throw new NotFoundError(`${thingName} has no execution of ${jobId}. \`ota devices\` shows who has.`);
  }
  const { status = "QUEUED", executionNumber = 1 } = found;
  if (!force && !ended.includes(status)) {
    throw new Error(
      `${thingName} is ${statusWords({ status })}: AWS deletes that only by force. Say --force if you mean it`,
    );
  }
  return { thingName, status, executionNumber };
}

/** Deletes it. One that is gone meanwhile is as good as deleted. */
export async function deleteExecution(jobId: string, found: DeletedExecution, force: boolean): Promise<void> {
  const { thingName, executionNumber } = found;
  try {
    await iot.send(new DeleteJobExecutionCommand({ jobId, thingName, executionNumber, force }));
  } catch (error) {
    if (!isNamed(error, "ResourceNotFoundException")) throw error;
  }
}
