import { createHash } from "node:crypto";
import type { Delivery } from "./eventbridge/delivery.ts";
import type { Actor, Authorize } from "./http/authorize.ts";
import type { Lambda } from "./lambda/lambda.ts";
import { routeByArn } from "./route-by-arn.ts";
import type { Sns } from "./sns/sns.ts";
import type { Sqs } from "./sqs/sqs.ts";
import type { StepFunctions } from "./stepfunctions/step-functions.ts";

const service = "events.amazonaws.com";

/** What delivering to a target is to IAM, by the service in its ARN. */
const actions = {
  lambda: "lambda:InvokeFunction",
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
  states: "states:StartExecution",
} as const;

/**
 * What EventBridge delivers to, where it may: as the role that the rule names for the target, or else as itself, by the policy of
 * the function, the topic or the queue ("Using resource-based policies for Amazon EventBridge" in its user guide).
 */
export function eventTargets(
  authorize: Authorize,
  services: {
    readonly lambda: Pick<Lambda, "invokeLater" | "exists">;
    readonly sns: Pick<Sns, "topics">;
    readonly sqs: Pick<Sqs, "queues">;
    readonly stepFunctions: Pick<StepFunctions, "startExecution">;
  },
) {
  const { lambda, sns, sqs, stepFunctions } = services;
  const targets = {
    lambda: ({ arn, input }: Delivery) => lambda.invokeLater(arn, input),
    sns: ({ arn, body }: Delivery) => sns.topics.publish(arn, body),
    sqs: ({ arn, body }: Delivery) => sqs.queues.send(arn, body),
    states: ({ arn, body }: Delivery) => stepFunctions.startExecution({ stateMachineArn: arn, input: body }),
  };
  const exists = {
    lambda: lambda.exists,
    sns: sns.topics.exists,
    sqs: sqs.queues.exists,
    states: () => true, // whether it is allowed does not depend on it: that is the role's to say
  };
  return {
    /** @throws AwsError as the target does: also that it is not there; and when it may not be delivered to */
    deliver(delivery: Delivery): unknown {
      const { arn } = delivery;
      const target = routeByArn(targets, arn);
      const permission = { action: routeByArn(actions, arn), resource: arn };
      if (routeByArn(exists, arn)(arn)) authorize(deliverer(delivery), permission);
      return target(delivery);
    },
    /** @throws AwsError as SendMessage does, and when the rule may not send to the queue */
    sendDeadLetter(queueArn: string, body: string, attributes: Parameters<Sqs["queues"]["send"]>[2]): void {
      const sourceArn = attributes?.["RULE_ARN"]?.StringValue ?? "";
      authorize({ service, sourceArn }, { action: "sqs:SendMessage", resource: queueArn });
      sqs.queues.send(queueArn, body, attributes);
    },
  };
}

function deliverer({ ruleArn, roleArn }: Delivery): Actor {
  if (roleArn === undefined) return { service, sourceArn: ruleArn };
  const session = createHash("sha256").update(ruleArn).digest("hex").slice(0, 32); // AWS's are as long
  return { service, sourceArn: ruleArn, roleArn, session };
}
