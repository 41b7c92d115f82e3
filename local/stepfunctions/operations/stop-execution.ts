import type { StopExecutionInput, StopExecutionOutput } from "@aws-sdk/client-sfn";
import { executionByArn, type Store } from "../store.ts";

/** Ends an execution with `ABORTED`; one that is over stays as it is. @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function stopExecution({ executionArn, error, cause }: StopExecutionInput, store: Store): StopExecutionOutput {
  const { execution } = executionByArn(store, executionArn);
  execution.stop({ error, cause });
  return { stopDate: execution.stopDate };
}
