import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { machineByArn, type Revision, type Store } from "../store.ts";
import { checkDescription, publishVersion } from "./publish.ts";
import { revisionOf } from "./revision.ts";

/**
 * Changes what is named; executions that run go on by what they were started with. An update that changes nothing makes
 * no new revision.
 * @throws AwsError StateMachineDoesNotExist, StateMachineDeleting, MissingRequiredParameter, InvalidDefinition, InvalidArn, AccessDeniedException, ValidationException
 */
export function updateStateMachine(request: UpdateStateMachineInput, store: Store): UpdateStateMachineOutput {
  checkDescription(request);
  const machine = machineByArn(store, request.stateMachineArn);
  if (machine.deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${machine.arn}'`);
  const { definition, roleArn, loggingConfiguration, tracingConfiguration } = request;
  if (!(definition ?? roleArn ?? loggingConfiguration ?? tracingConfiguration)) {
    throw new AwsError(
      "MissingRequiredParameter",
      "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
    );
  }
  const before = machine.revision;
  const revision = revisionOf(
    {
      stateMachineArn: machine.arn,
      definition: definition ?? before.text,
      roleArn: roleArn ?? before.roleArn,
      loggingConfiguration: loggingConfiguration ?? before.loggingConfiguration,
      tracingConfiguration: tracingConfiguration ?? before.tracingConfiguration,
    },
    store,
  );
  if (!isSame(revision, before)) machine.revision = { ...revision, revisionId: randomUUID() };
  const { revisionId } = machine.revision;
  const { updateDate } = revision;
  const version = request.publish
    ? publishVersion(machine, request.versionDescription, updateDate.getTime())
    : undefined;
  return {
    updateDate,
    ...(revisionId && { revisionId }),
    ...(version && { stateMachineVersionArn: version.arn }),
  };
}

function isSame(one: Revision, other: Revision): boolean {
  return isDeepStrictEqual({ ...one, updateDate: 0, revisionId: 0 }, { ...other, updateDate: 0, revisionId: 0 });
}
