import { isObject, type Properties, type ResourceDeclaration, type Value } from "../template.ts";
import { templateError } from "../template-error.ts";
import { checkProperties } from "../understood.ts";

/** By the `Type` of a `DeadLetterQueue`: what the function must be allowed. */
const sending: Readonly<Record<string, string>> = { SQS: "sqs:SendMessage", SNS: "sns:Publish" };

/** The policy for a function's `DeadLetterQueue`. @throws AwsError ValidationError when it is none */
export function deadLetterPolicy(id: string, queue: Value): { PolicyName: string; PolicyDocument: Properties } {
  const { Type, TargetArn } = isObject(queue) ? queue : {};
  const action = sending[String(Type)];
  if (!action) throw templateError(`The DeadLetterQueue of ${id} has the Type SQS or SNS, not ${JSON.stringify(Type)}`);
  return {
    PolicyName: "DeadLetterQueuePolicy",
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: action, Resource: TargetArn, Effect: "Allow" }],
    },
  };
}

/** What SAM makes of a function's `EventInvokeConfig`. @throws AwsError ValidationError for destinations, which are not played */
export function eventInvokeConfig(id: string, { Metadata }: ResourceDeclaration, config: Value): ResourceDeclaration {
  const properties = isObject(config) ? config : {};
  checkProperties(id, "EventInvokeConfig", properties);
  return {
    Type: "AWS::Lambda::EventInvokeConfig",
    ...(Metadata ? { Metadata } : {}),
    Properties: { FunctionName: { Ref: id }, Qualifier: "$LATEST", DestinationConfig: {}, ...properties },
  };
}
