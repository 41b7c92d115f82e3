import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { stackNameOf } from "../firmware/stack-profile.ts";
import { cloudFormation } from "./clients.ts";
import { isNamed } from "./failure.ts";

const goesAway = new Set(["DELETE_IN_PROGRESS", "DELETE_COMPLETE", "ROLLBACK_IN_PROGRESS"]);

/** Whether a stack is being deleted, or its creation taken back: after that there is no sweeper. */
export async function isStackGoingAway(stackId: string): Promise<boolean> {
  try {
    const { Stacks: [stack] = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: stackNameOf(stackId) }),
    );
    return stack === undefined || goesAway.has(stack.StackStatus ?? "");
  } catch (error) {
    if (isNamed(error, "ValidationError")) return true; // there is no such stack any more
    throw error;
  }
}
