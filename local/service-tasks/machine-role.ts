import { randomBytes } from "node:crypto";
import type { Actor } from "../http/authorize.ts";
import type { Machine } from "../stepfunctions/tasks/task-services.ts";

/** A session of the machine's role, in which Step Functions does what a task asks for. */
export function machineRole({ stateMachineArn, roleArn }: Machine): Actor {
  const session = randomBytes(16).toString("hex");
  return { service: "states.amazonaws.com", sourceArn: stateMachineArn, roleArn, session };
}
