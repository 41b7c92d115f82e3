import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { arnOf } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import { changesOf } from "./changes.ts";
import type { CloudFormationContext } from "./context.ts";
import { checkParameters, type ReadTemplate, type RevisionRequest, revisionOf } from "./revision.ts";
import type { ChangeSet, Stack, StackRevision } from "./stack.ts";
import { templateError } from "./template-error.ts";

const arnOfChangeSet = /^arn:[^:]+:cloudformation:/;

/** @throws AwsError ChangeSetNotFound; ValidationError when its stack is not named, nor is it by its ARN */
export function findChangeSet(
  nameOrId: string | undefined,
  stackName: string | undefined,
  { stacks }: Pick<CloudFormationContext, "stacks">,
): { stack: Stack; changeSet: ChangeSet } {
  const isArn = arnOfChangeSet.test(nameOrId ?? "");
  if (stackName === undefined && !isArn)
    throw templateError("StackName must be specified if ChangeSetName is not specified as an ARN.");
  const candidates = stackName === undefined || isArn ? stacks.all() : [stacks.get(stackName)];
  for (const stack of candidates) {
    const found = [...stack.changeSets.values()].find(({ id, name }) => (isArn ? id : name) === nameOrId);
    if (found) return { stack, changeSet: found };
  }
  throw new AwsError("ChangeSetNotFoundException", `ChangeSet [${nameOrId}] does not exist`, 404);
}

/**
 * A change set for a stack. What is wrong with a template that is to be transformed is told by the change set's status.
 * @throws AwsError ValidationError for what is wrong with another
 */
export function planChangeSet(
  request: RevisionRequest & { readonly ChangeSetName: string; readonly Description?: string | undefined },
  template: ReadTemplate,
  stack: Stack,
  context: CloudFormationContext,
): ChangeSet {
  const { account, clock } = context;
  const about = {
    id: arnOf(account, "cloudformation", `changeSet/${request.ChangeSetName}/${randomUUID()}`),
    name: request.ChangeSetName,
    description: request.Description,
    type: stack.status === "REVIEW_IN_PROGRESS" ? "CREATE" : "UPDATE",
    createdAt: new Date(clock.now()),
    original: template.original,
  } as const;
  const failed = (statusReason: string, revision?: StackRevision): ChangeSet => ({
    ...about,
    status: "FAILED",
    statusReason,
    executionStatus: "UNAVAILABLE",
    changes: [],
    revision,
  });
  checkParameters(template, request, stack, context);
  try {
    const revision = revisionOf(template, request, stack, context);
    const changes = changesOf(revision.plan, stack, context);
    if (changes.length === 0 && isSame(revision, stack.revision)) return failed(withoutChanges, revision);
    const complete = { status: "CREATE_COMPLETE", statusReason: undefined, executionStatus: "AVAILABLE" } as const;
    return { ...about, ...complete, changes, revision };
  } catch (error) {
    const isTransformed = template.template.Transform !== undefined; // what a transform makes is looked at later
    if (!isTransformed || !(error instanceof AwsError)) throw error;
    return failed(error.message);
  }
}

const withoutChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Whether a revision leaves a stack as it is, of whose resources it changes none. */
export function isSame(revision: StackRevision, now: StackRevision | undefined): boolean {
  const whatCounts = (one: StackRevision | undefined) => [one?.plan.template.Outputs, one?.tags];
  return isDeepStrictEqual(whatCounts(revision), whatCounts(now));
}
