import type { DescribeExecutionInput, DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import type { Execution } from "../interpreter/execution.ts";
import { executionByArn, type Store } from "../store.ts";
import { redriveStatus } from "./redrive-status.ts";

/** @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function describeExecution({ executionArn }: DescribeExecutionInput, store: Store): DescribeExecutionOutput {
  return described(executionByArn(store, executionArn).execution);
}

export function described(execution: Execution): DescribeExecutionOutput {
  const { arn, name, machineArn, status, startDate, stopDate, input, output, error, cause } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate,
    ...(stopDate && { stopDate }),
    input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount: 0,
    ...redriveStatus(status),
  };
}
