import { isDeepStrictEqual } from "node:util";
import type { CreateStateMachineInput, CreateStateMachineOutput } from "@aws-sdk/client-sfn";
import { arnOf } from "../../account.ts";
import { AwsError } from "../../http/aws-error.ts";
import { checkedName } from "../names.ts";
import type { Revision, StateMachine, Store } from "../store.ts";
import { refuseToPublish, revisionOf } from "./revision.ts";
import { checkedTags } from "./tags.ts";

/**
 * Makes a state machine. The same request again is answered as the first time was; role and tags do not count in that.
 * @throws AwsError InvalidName, InvalidDefinition, InvalidArn, StateMachineAlreadyExists, StateMachineDeleting, TooManyTags
 */
export function createStateMachine(request: CreateStateMachineInput, store: Store): CreateStateMachineOutput {
  refuseToPublish(request);
  if (request.type === "EXPRESS")
    throw new AwsError("NotImplemented", "Local AWS does not play EXPRESS workflows", 501);
  const name = checkedName(request.name);
  const { definition = "", roleArn = "" } = request;
  const revision = revisionOf({ ...request, definition, roleArn }, store);
  const arn = arnOf(store.account, "states", `stateMachine:${name}`);
  const existing = store.machines.get(arn);
  if (existing) return sameAgain(existing, revision);

  const creationDate = revision.updateDate;
  const tags = checkedTags(new Map(), request.tags ?? []);
  store.machines.set(arn, { arn, name, creationDate, revision, tags, deleting: false });
  return { stateMachineArn: arn, creationDate };
}

function sameAgain(
  { arn, creationDate, revision, deleting }: StateMachine,
  wanted: Revision,
): CreateStateMachineOutput {
  if (deleting) throw new AwsError("StateMachineDeleting", `State Machine is being deleted: '${arn}'`);
  const whatCounts = ({ text, loggingConfiguration, tracingConfiguration }: Revision) => [
    text,
    loggingConfiguration,
    tracingConfiguration,
  ];
  if (isDeepStrictEqual(whatCounts(revision), whatCounts(wanted))) return { stateMachineArn: arn, creationDate };
  throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);
}
