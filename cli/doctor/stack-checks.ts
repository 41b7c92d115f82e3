import { type Finding, fail, type Judgement, judged, ok, warn } from "./finding.ts";
import type { Sight } from "./sight.ts";
import type { StackFacts } from "./stack-facts.ts";

/** Without these a stack is not one of ota-pipeline's, or not whole. */
const needed = [
  "FirmwareBucket",
  "ReleaseBucket",
  "OtaRole",
  "FirmwareUpdateStateMachine",
  "StartUpdateFunctionUpload",
  "CleanUpFunctionExecutionEnded",
  "SweepFunction",
  "SweepFunctionEveryQuarterOfAnHour",
  "UndeliveredEvents",
  "FailedInvocations",
];

export function judgeStack(name: string, sight: Sight<StackFacts | undefined>): Finding[] {
  return [judged("stack", sight, (stack) => judgement(name, stack))];
}

function judgement(name: string, stack: StackFacts | undefined): Judgement {
  if (!stack)
    return fail(
      `there is no stack ${name} in this account and region`,
      "Deploy it with `sam build && sam deploy`, name yours with --stack, or look in another region with AWS_REGION.",
    );
  const { status, reason, resources } = stack;
  const missing = needed.filter((logicalId) => !resources.get(logicalId));
  const words = [`${name} is ${status}`, reason].filter(Boolean).join(": ");
  if (/_IN_PROGRESS$/.test(status)) return warn(words, "Wait until it is over, and look again.");
  if (status === "UPDATE_ROLLBACK_COMPLETE")
    return warn(`${words}: the last deployment was taken back`, "Read the stack's events, and deploy again.");
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
    return fail(words, "Read the stack's events; delete the stack if it was never complete, and deploy again.");
  if (missing.length > 0)
    return fail(
      `${name} has no ${missing.join(", ")}: it is another project's, or of another version`,
      "Name the pipeline's stack with --stack, or deploy this version.",
    );
  return ok(words);
}
