import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { pageOf } from "../http/pages.ts";
import type { RuleStore } from "./rule-store.ts";
import { checkInput } from "./target-input.ts";

const mostTargets = 5; // a rule's quota
const largestPage = 100;

const played = ["Id", "Arn", "RoleArn", "Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig"];

/** @throws AwsError ValidationException, LimitExceededException, NotImplemented: then none of them was put */
export function putTargets({ Rule = "", Targets = [] }: PutTargetsRequest, rules: RuleStore): PutTargetsResponse {
  const { targets } = rules.get(Rule);
  const put = new Map([...targets, ...Targets.map((target) => [target.Id ?? "", checked(target)] as const)]);
  if (put.size > mostTargets) {
    throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.", 400);
  }
  for (const [id, target] of put) targets.set(id, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

function checked(target: Target): Target {
  const unknown = Object.keys(target).find((name) => !played.includes(name));
  if (unknown) throw new AwsError("NotImplemented", `Local AWS does not play targets with ${unknown}`, 501);
  checkInput(target);
  const deadLetters = target.DeadLetterConfig?.Arn;
  if (deadLetters !== undefined && !/^arn:aws[\w-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/.test(deadLetters))
    throw new AwsError("ValidationException", `Invalid dead-letter queue for target ${target.Id}: ${deadLetters}`, 400);
  return target;
}

export function listTargetsByRule(request: ListTargetsByRuleRequest, rules: RuleStore): ListTargetsByRuleResponse {
  const { targets } = rules.get(request.Rule ?? "");
  const page = {
    limit: request.Limit ?? largestPage,
    nextToken: request.NextToken,
    invalidToken: "ValidationException",
  };
  const { items, nextToken } = pageOf([...targets.values()], page, ({ Id }) => Id ?? "");
  return { Targets: items, NextToken: nextToken };
}

/** An id the rule does not have is no failure: it is not there afterwards either. */
export function removeTargets({ Rule = "", Ids = [] }: RemoveTargetsRequest, rules: RuleStore): RemoveTargetsResponse {
  const { targets } = rules.get(Rule);
  for (const id of Ids) targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}
