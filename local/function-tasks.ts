import { randomUUID } from "node:crypto";
import type { Authorize } from "./http/authorize.ts";
import { AwsError } from "./http/aws-error.ts";
import type { Lambda } from "./lambda/lambda.ts";
import { machineRole } from "./service-tasks/machine-role.ts";
import { TaskFailure } from "./stepfunctions/task-failure.ts";
import type { InvokeFunction, Machine } from "./stepfunctions/tasks/task-services.ts";

/** How Step Functions invokes functions: as the role of the state machine. */
export function functionTasks(authorize: Authorize, lambda: Pick<Lambda, "invoke">): InvokeFunction {
  return async (functionArn, payload, signal, machine) => {
    authorizeTask(authorize, functionArn, machine);
    const result = await lambda.invoke(functionArn, payload, signal);
    if (result.ok) return result.value;
    throw new TaskFailure(result.error.errorType, result.json);
  };
}

/**
 * A machine whose role may not invoke a function fails as it does on AWS (awslabs/aws-deployment-framework#460), by a name that
 * workflows retry.
 * @throws TaskFailure Lambda.AWSLambdaException
 */
function authorizeTask(authorize: Authorize, functionArn: string, machine: Machine): void {
  try {
    authorize(machineRole(machine), { action: "lambda:InvokeFunction", resource: functionArn });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const details = `Service: AWSLambda; Status Code: 403; Error Code: ${error.name}; Request ID: ${randomUUID()}; Proxy: null`;
    throw new TaskFailure("Lambda.AWSLambdaException", `${error.message} (${details})`);
  }
}
