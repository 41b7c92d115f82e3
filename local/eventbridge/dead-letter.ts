import type { Dispatch } from "./delivery.ts";
import type { DeliveryFailure } from "./delivery-failure.ts";

/** A message's attributes, all texts. */
export type DeadLetterAttributes = Readonly<
  Record<string, { readonly DataType: "String"; readonly StringValue: string }>
>;

/** How a delivery ended that is not tried again. */
export interface Ending {
  readonly failure: DeliveryFailure;
  readonly retries: number;
  /** What of the target's retry policy is used up, if that is why. */
  readonly exhausted: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | undefined;
}

/**
 * What the dead-letter queue is told about an event
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html).
 */
export function deadLetterAttributes(
  { delivery }: Dispatch,
  { failure, retries, exhausted }: Ending,
): DeadLetterAttributes {
  const texts: Record<string, string> = {
    RULE_ARN: delivery.ruleArn,
    TARGET_ARN: delivery.arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    RETRY_ATTEMPTS: `${retries}`,
  };
  const attributes = Object.entries(texts).map(([name, text]) => {
    return [name, { DataType: "String", StringValue: text }] as const;
  });
  return Object.fromEntries(attributes);
}
