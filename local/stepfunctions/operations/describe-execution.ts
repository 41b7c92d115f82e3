import type { DescribeExecutionInput, DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { executionByArn, type Store, type StoredExecution } from "../store.ts";
import { redriveStatus } from "./redrive-status.ts";

/** @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function describeExecution({ executionArn }: DescribeExecutionInput, store: Store): DescribeExecutionOutput {
  return described(executionByArn(store, executionArn), store.clock.now());
}

/** @param now milliseconds since 1970: after a while nobody may redrive it any more */
export function described({ execution, versionArn }: StoredExecution, now: number): DescribeExecutionOutput {
  const { arn, name, machineArn, status, startDate, stopDate, input, output, error, cause } = execution;
  const { redriveCount, redriveDate } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    name,
    status,
    startDate,
    ...(stopDate && { stopDate }),
    input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount,
    ...(redriveDate && { redriveDate }),
    ...redriveStatus(execution, now),
  };
}
