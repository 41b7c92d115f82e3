import { AwsError } from "../http/aws-error.ts";
import type { Resource, ResourceType } from "../resource.ts";
import type { LambdaFunction } from "./function.ts";
import { type Properties, text, wholeNumber } from "./resource-properties.ts";

/** How long and how often a function is tried that nobody waits for. */
export interface EventInvokeConfig {
  /** After the first attempt; at most two. */
  readonly maximumRetryAttempts: number;
  /** Seconds since the first attempt after which there is no other. */
  readonly maximumEventAge: number;
}

/** What Lambda does unless it is told otherwise. */
export const defaultEventInvokeConfig: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAge: 21_600 };

/** `AWS::Lambda::EventInvokeConfig`, kept in `configs` by function name. Destinations are not played. */
export function eventInvokeConfigResource(
  functions: ReadonlyMap<string, LambdaFunction>,
  configs: Map<string, EventInvokeConfig>,
): ResourceType {
  const put = (name: string, properties: Properties): Resource => {
    if (!functions.has(name))
      throw new AwsError("ResourceNotFoundException", `The function ${name} does not exist.`, 404);
    configs.set(name, {
      maximumRetryAttempts: wholeNumber(properties, "MaximumRetryAttempts", {
        least: 0,
        most: 2,
        otherwise: defaultEventInvokeConfig.maximumRetryAttempts,
      }),
      maximumEventAge: wholeNumber(properties, "MaximumEventAgeInSeconds", {
        least: 60,
        most: 21_600,
        otherwise: defaultEventInvokeConfig.maximumEventAge,
      }),
    });
    return { physicalId: `${name}|$LATEST`, attributes: {} };
  };
  return {
    createOnlyProperties: ["FunctionName", "Qualifier"],
    create: async ({ properties }) => put(text(properties, "FunctionName"), properties),
    update: async ({ properties }) => put(text(properties, "FunctionName"), properties),
    async delete({ properties }) {
      configs.delete(text(properties, "FunctionName"));
    },
  };
}
