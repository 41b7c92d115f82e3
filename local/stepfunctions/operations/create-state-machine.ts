import { isDeepStrictEqual } from "node:util";
import type { CreateStateMachineInput, CreateStateMachineOutput } from "@aws-sdk/client-sfn";
import { arnOf } from "../../account.ts";
import { AwsError } from "../../http/aws-error.ts";
import { checkedName } from "../names.ts";
import type { StateMachine, Store } from "../store.ts";
import { checkDescription, publishVersion } from "./publish.ts";
import { revisionOf } from "./revision.ts";
import { checkedTags } from "./tags.ts";

/**
 * Makes a state machine. The same request again is answered as the first time was; role and tags do not count in that.
 * @throws AwsError InvalidName, InvalidDefinition, InvalidArn, AccessDeniedException, StateMachineAlreadyExists, StateMachineDeleting, TooManyTags, ValidationException
 */
export function createStateMachine(request: CreateStateMachineInput, store: Store): CreateStateMachineOutput {
  checkDescription(request);
  if (request.type === "EXPRESS")
    throw new AwsError("NotImplemented", "Local AWS does not play EXPRESS workflows", 501);
  const name = checkedName(request.name);
  const { definition = "", roleArn = "", publish = false, versionDescription } = request;
  const arn = arnOf(store.account, "states", `stateMachine:${name}`);
  const revision = revisionOf({ ...request, stateMachineArn: arn, definition, roleArn }, store);
  const existing = store.machines.get(arn);
  const createdWith = { publish, versionDescription };
  if (existing) return sameAgain(existing, { revision, createdWith });

  const creationDate = revision.updateDate;
  const tags = checkedTags(new Map(), request.tags ?? []);
  const versions = { versions: [], lastVersion: 0, aliases: [], createdWith };
  const machine: StateMachine = { arn, name, creationDate, revision, ...versions, tags, deleting: false };
  store.machines.set(arn, machine);
  if (publish) publishVersion(machine, versionDescription, creationDate.getTime());
  return answerFor(machine);
}

/** A machine that was published when it was made has its version 1 in the answer. */
function answerFor({ arn, creationDate, createdWith }: StateMachine): CreateStateMachineOutput {
  return { stateMachineArn: arn, creationDate, ...(createdWith.publish && { stateMachineVersionArn: `${arn}:1` }) };
}

type Created = Pick<StateMachine, "revision" | "createdWith">;

function sameAgain(existing: StateMachine, wanted: Created): CreateStateMachineOutput {
  const { arn, deleting } = existing;
  if (deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${arn}'`);
  const whatCounts = ({ revision, createdWith }: Created) => {
    const { text, loggingConfiguration, tracingConfiguration } = revision;
    return [text, loggingConfiguration, tracingConfiguration, createdWith];
  };
  if (isDeepStrictEqual(whatCounts(existing), whatCounts(wanted))) return answerFor(existing);
  throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
}
