import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { sfn } from "./aws/clients.ts";
import { isNamed } from "./aws/failure.ts";
import { logger } from "./aws/logger.ts";
import { setting } from "./aws/setting.ts";
import { task } from "./aws/task.ts";
import { isFolderMarker, parseObjectCreated } from "./firmware/object-created.ts";
import { executionArnOf, executionNameOf } from "./firmware/release-id.ts";
import { isFileOfRelease } from "./firmware/upload.ts";

/** What became of an upload: `started` is the name of its execution, whoever started it. */
export interface StartedUpdate {
  readonly state: "started" | "already-started" | "ignored";
  readonly execution?: string;
}

/**
 * Makes one execution of an upload, however often S3 tells of it: the execution's name is the release id. Uploads that
 * will be refused get one too, which says why. The files of a release with a manifest start nothing: `release.json` does.
 */
export const handler = task(async (event: unknown): Promise<StartedUpdate> => {
  const object = parseObjectCreated(event);
  if (isFolderMarker(object.key) || isFileOfRelease(object.key)) return { state: "ignored" };
  const execution = executionNameOf(object);
  const stateMachineArn = setting("STATE_MACHINE_ARN");
  logger.appendKeys({ releaseId: execution, execution: executionArnOf(stateMachineArn, execution) });
  const { bucket, key, versionId = null } = object;
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: execution,
        input: JSON.stringify({ bucket, key, versionId }),
      }),
    );
  } catch (error) {
    if (!isNamed(error, "ExecutionAlreadyExists")) throw error;
    logger.info("The upload's execution exists already");
    return { state: "already-started", execution };
  }
  return { state: "started", execution };
});
