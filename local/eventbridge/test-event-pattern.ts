import type { TestEventPatternRequest, TestEventPatternResponse } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../http/aws-error.ts";
import { isObject } from "./comparisons.ts";
import { checkedPattern } from "./put-rule.ts";

const required = ["id", "account", "source", "time", "region", "resources", "detail-type"];

/** @throws AwsError InvalidEventPatternException; ValidationException when `Event` is none */
export function testEventPattern({ EventPattern = "", Event = "" }: TestEventPatternRequest): TestEventPatternResponse {
  const matches = checkedPattern(EventPattern);
  const event = parsed(Event);
  const missing = required.filter((name) => !(name in event));
  if (missing.length > 0) {
    throw new AwsError(
      "ValidationException",
      `Parameter Event is not valid. Reason: It lacks ${missing.join(", ")}.`,
      400,
    );
  }
  return { Result: matches(event) };
}

function parsed(json: string): Record<string, unknown> {
  try {
    const event: unknown = JSON.parse(json);
    if (isObject(event)) return event;
  } catch {
    // told below, as anything else that is no JSON object
  }
  throw new AwsError("ValidationException", "Parameter Event is not valid. Reason: It is not a JSON object.", 400);
}
