import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { stackNameOf } from "../firmware/stack-profile.ts";
import { cloudFormation } from "./clients.ts";
import { isNamed } from "./failure.ts";

const goesAway = new Set(["DELETE_IN_PROGRESS", "DELETE_COMPLETE", "ROLLBACK_IN_PROGRESS"]);

/** Whether a stack is being deleted, or its creation taken back: after that there is no sweeper. */
export async function isStackGoingAway(stackId: string): Promise<boolean> {
  const status = await statusOf(stackId);
  return status === undefined || goesAway.has(status);
}

/** Whether an update of a stack is being taken back: what it had before is to be as it was. */
export async function isUpdateTakenBack(stackId: string): Promise<boolean> {
  return (await statusOf(stackId)) === "UPDATE_ROLLBACK_IN_PROGRESS";
}

/** Undefined where there is no such stack any more. */
async function statusOf(stackId: string): Promise<string | undefined> {
  try {
    const { Stacks: [stack] = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: stackNameOf(stackId) }),
    );
    return stack?.StackStatus;
  } catch (error) {
    if (isNamed(error, "ValidationError")) return undefined;
    throw error;
  }
}
