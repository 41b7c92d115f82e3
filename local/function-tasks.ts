import type { Authorize } from "./http/authorize.ts";
import type { Lambda } from "./lambda/lambda.ts";
import { machineRole } from "./service-tasks/machine-role.ts";
import { TaskFailure } from "./stepfunctions/task-failure.ts";
import type { InvokeFunction } from "./stepfunctions/tasks/task-services.ts";

/** How Step Functions invokes functions: as the role of the state machine. */
export function functionTasks(
  authorize: Authorize,
  lambda: Pick<Lambda, "invoke" | "invokeLater" | "checkExists">,
): InvokeFunction {
  return async (functionArn, payload, signal, machine, invocationType) => {
    authorize(machineRole(machine), { action: "lambda:InvokeFunction", resource: functionArn });
    if (invocationType === "Event") return lambda.invokeLater(functionArn, payload);
    if (invocationType === "DryRun") return lambda.checkExists(functionArn);
    const result = await lambda.invoke(functionArn, payload, signal);
    if (result.ok) return result.value;
    throw new TaskFailure(result.error.errorType, result.json);
  };
}
