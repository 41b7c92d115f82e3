import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
  DescribeStateMachineInput,
  DescribeStateMachineOutput,
} from "@aws-sdk/client-sfn";
import { executionByArn, type Revision, type Store, targetByArn } from "../store.ts";

/** A machine as it is, or a version of it. @throws AwsError InvalidArn, StateMachineDoesNotExist */
export function describeStateMachine(
  { stateMachineArn }: DescribeStateMachineInput,
  store: Store,
): DescribeStateMachineOutput {
  const { machine, version, revision } = targetByArn(store, stateMachineArn);
  const { arn, creationDate, description } = version ?? { ...machine, description: undefined };
  return {
    stateMachineArn: arn,
    name: machine.name,
    status: machine.deleting ? "DELETING" : "ACTIVE",
    type: "STANDARD",
    creationDate,
    ...(description !== undefined && { description }),
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
