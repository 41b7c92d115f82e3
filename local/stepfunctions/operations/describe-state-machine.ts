import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
  DescribeStateMachineInput,
  DescribeStateMachineOutput,
  IncludedData,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { executionByArn, type Revision, type Store } from "../store.ts";
import { targetByArn } from "../targets.ts";
import { variableReferences } from "../validation/variable-references.ts";

/** A machine as it is, or a version of it. @throws AwsError InvalidArn, StateMachineDoesNotExist */
export function describeStateMachine(
  { stateMachineArn, includedData }: DescribeStateMachineInput,
  store: Store,
): DescribeStateMachineOutput {
  const { machine, alias, version, revision } = targetByArn(store, stateMachineArn);
  if (alias) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${alias.arn}'`);
  const { arn, creationDate, description } = version ?? { ...machine, description: undefined };
  return {
    stateMachineArn: arn,
    name: machine.name,
    status: machine.deleting ? "DELETING" : "ACTIVE",
    type: "STANDARD",
    creationDate,
    ...(description !== undefined && { description }),
    ...described(revision, includedData),
  };
}

/** The machine as it was when the execution started. @throws AwsError InvalidArn, ExecutionDoesNotExist */
export function describeStateMachineForExecution(
  { executionArn, includedData }: DescribeStateMachineForExecutionInput,
  store: Store,
): DescribeStateMachineForExecutionOutput {
  const { machine, revision } = executionByArn(store, executionArn);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    updateDate: revision.updateDate,
    ...described(revision, includedData),
  };
}

/** Who asks for `METADATA_ONLY` gets an empty definition. */
function described(revision: Revision, includedData: IncludedData | undefined) {
  const { text, definition, roleArn, loggingConfiguration, tracingConfiguration, revisionId } = revision;
  const references = includedData === "METADATA_ONLY" ? {} : variableReferences(definition);
  return {
    definition: includedData === "METADATA_ONLY" ? "{}" : text,
    roleArn,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration: { type: "AWS_OWNED_KEY" as const },
    ...(revisionId && { revisionId }),
    ...(Object.keys(references).length > 0 && { variableReferences: references }),
  };
}
