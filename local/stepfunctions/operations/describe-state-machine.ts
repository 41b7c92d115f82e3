import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
  DescribeStateMachineInput,
  DescribeStateMachineOutput,
} from "@aws-sdk/client-sfn";
import { executionByArn, machineByArn, type Revision, type Store } from "../store.ts";

/** @throws AwsError InvalidArn, StateMachineDoesNotExist */
export function describeStateMachine(
  { stateMachineArn }: DescribeStateMachineInput,
  store: Store,
): DescribeStateMachineOutput {
  const { arn, name, creationDate, revision, deleting } = machineByArn(store, stateMachineArn);
  return {
    stateMachineArn: arn,
    name,
    status: deleting ? "DELETING" : "ACTIVE",
    type: "STANDARD",
    creationDate,
    ...described(revision),
  };
}

/** The machine as it was when the execution started. @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function describeStateMachineForExecution(
  { executionArn }: DescribeStateMachineForExecutionInput,
  store: Store,
): DescribeStateMachineForExecutionOutput {
  const { machine, revision } = executionByArn(store, executionArn);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    updateDate: revision.updateDate,
    ...described(revision),
  };
}

function described({ text, roleArn, loggingConfiguration, tracingConfiguration, revisionId }: Revision) {
  return {
    definition: text,
    roleArn,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration: { type: "AWS_OWNED_KEY" as const },
    ...(revisionId && { revisionId }),
  };
}
