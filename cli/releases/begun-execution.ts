import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { sfn } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import { executionArnOf } from "../../functions/firmware/release-id.ts";

const usualPatience = 60_000; // milliseconds: EventBridge and Lambda take one or two seconds
const pause = 500;

/**
 * Waits until the execution of a release is there.
 * @returns its ARN
 * @throws Error that says what may keep it from beginning
 */
export async function begunExecution(
  releaseId: string,
  stateMachineArn: string,
  { patience = usualPatience } = {},
): Promise<string> {
  const executionArn = executionArnOf(stateMachineArn, releaseId);
  const end = performance.now() + patience;
  while (!(await exists(executionArn))) {
    if (performance.now() > end) throw new Error(notBegunText(releaseId, patience));
    await sleep(pause);
  }
  return executionArn;
}

async function exists(executionArn: string): Promise<boolean> {
  try {
    await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return true;
  } catch (error) {
    if (isNamed(error, "ExecutionDoesNotExist")) return false;
    throw error;
  }
}

function notBegunText(releaseId: string, patience: number): string {
  return [
    `The upload is in the bucket, but no execution ${releaseId} has begun within ${patience / 1000} seconds.`,
    "Is the rule on uploads enabled, and does the bucket send its events to EventBridge? `ota doctor` looks.",
    "Once that is mended, publish again, or replay the event: docs/operating.md",
  ].join(" ");
}
