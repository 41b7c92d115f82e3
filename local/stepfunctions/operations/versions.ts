import type {
  DeleteStateMachineVersionInput,
  ListStateMachineVersionsInput,
  ListStateMachineVersionsOutput,
  PublishStateMachineVersionInput,
  PublishStateMachineVersionOutput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../../http/aws-error.ts";
import { pageOf } from "../../http/pages.ts";
import { arnOfType } from "../arns.ts";
import { machineByArn, type Store } from "../store.ts";
import { machineArnIn } from "../targets.ts";
import { aliasesOf } from "./aliases.ts";
import { pageLimit } from "./page-limit.ts";
import { publishVersion } from "./publish.ts";

/** How a request calls the revision of a machine that was never updated. */
const initial = "INITIAL";

/**
 * Publishes the machine's revision, once.
 * @throws AwsError InvalidArn, StateMachineDoesNotExist, StateMachineDeleting, ServiceQuotaExceededException; ConflictException
 * when another revision is meant
 */
export function publishStateMachineVersion(
  { stateMachineArn, revisionId, description }: PublishStateMachineVersionInput,
  store: Store,
): PublishStateMachineVersionOutput {
  const machine = machineByArn(store, stateMachineArn);
  if (machine.deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${machine.arn}'`);
  const current = machine.revision.revisionId ?? initial;
  if (revisionId !== undefined && revisionId !== current) {
    throw new AwsError(
      "ConflictException",
      `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
    );
  }
  const { arn, creationDate } = publishVersion(machine, description, store.clock.now());
  return { stateMachineVersionArn: arn, creationDate };
}

/** A machine's versions, the newest first. @throws AwsError InvalidArn, StateMachineDoesNotExist, InvalidToken */
export function listStateMachineVersions(
  { stateMachineArn, maxResults, nextToken }: ListStateMachineVersionsInput,
  store: Store,
): ListStateMachineVersionsOutput {
  const { versions } = machineByArn(store, stateMachineArn);
  const options = { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" };
  const page = pageOf(versions.toReversed(), options, ({ arn }) => arn);
  return {
    stateMachineVersions: page.items.map(({ arn, creationDate }) => ({ stateMachineVersionArn: arn, creationDate })),
    nextToken: page.nextToken,
  };
}

/**
 * Deletes a version; its executions go on. One that is not there is deleted already.
 * @throws AwsError InvalidArn, ValidationException; ConflictException while an alias leads to it
 */
export function deleteStateMachineVersion(
  { stateMachineVersionArn }: DeleteStateMachineVersionInput,
  { machines }: Store,
): object {
  const wanted = arnOfType(stateMachineVersionArn, "stateMachine");
  const machineArn = machineArnIn(wanted);
  if (wanted === machineArn) throw new AwsError("ValidationException", `Not the ARN of a version: '${wanted}'`);
  const machine = machines.get(machineArn);
  const aliases = machine ? aliasesOf(machine, wanted).map(({ name }) => name) : [];
  if (aliases.length > 0) {
    throw new AwsError(
      "ConflictException",
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${aliases.join(", ")}]`,
    );
  }
  if (machine) machine.versions = machine.versions.filter(({ arn }) => arn !== wanted);
  return {};
}
