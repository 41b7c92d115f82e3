import type { Authorize } from "./http/authorize.ts";
import type { SendDeadLetter } from "./lambda/dead-letter.ts";
import { routeByArn } from "./route-by-arn.ts";
import type { Sns } from "./sns/sns.ts";
import type { Sqs } from "./sqs/sqs.ts";

const actions = { sqs: "sqs:SendMessage", sns: "sns:Publish" } as const;

/** How Lambda sends events that a function failed on for good: as the function's role. */
export function deadLetters(
  authorize: Authorize,
  { sqs, sns }: { readonly sqs: Pick<Sqs, "queues">; readonly sns: Pick<Sns, "topics"> },
): SendDeadLetter {
  const targets = { sqs: sqs.queues.send, sns: sns.topics.publish };
  return (arn, body, attributes, { functionArn, roleArn }) => {
    const session = functionArn.slice(functionArn.lastIndexOf(":") + 1);
    const sender = { service: "lambda.amazonaws.com", sourceArn: functionArn, roleArn, session };
    authorize(sender, { action: routeByArn(actions, arn), resource: arn });
    return routeByArn(targets, arn)(arn, body, attributes);
  };
}
