import type { DescribeExecutionInput, DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { executionByArn, type Store, type StoredExecution } from "../store.ts";
import { redriveStatus } from "./redrive-status.ts";

/** @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function describeExecution(
  { executionArn, includedData }: DescribeExecutionInput,
  store: Store,
): DescribeExecutionOutput {
  const all = described(executionByArn(store, executionArn), store.clock.now());
  return includedData === "METADATA_ONLY" ? withoutData(all) : all;
}

/** @param now milliseconds since 1970: after a while nobody may redrive it any more */
export function described({ execution, versionArn, aliasArn }: StoredExecution, now: number): DescribeExecutionOutput {
  const { arn, name, machineArn, status, startDate, stopDate, input, output, error, cause } = execution;
  const { redriveCount, redriveDate } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    ...(versionArn !== undefined && { stateMachineVersionArn: versionArn }),
    ...(aliasArn !== undefined && { stateMachineAliasArn: aliasArn }),
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

/** What `METADATA_ONLY` leaves out: what the execution was given, and what it gave. */
function withoutData(all: DescribeExecutionOutput): DescribeExecutionOutput {
  const { input: _input, output: _output, ...metadata } = all;
  const { outputDetails } = metadata;
  return {
    ...metadata,
    inputDetails: { included: false },
    ...(outputDetails && { outputDetails: { included: false } }),
  };
}
