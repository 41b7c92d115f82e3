import type { Properties, ResourceDeclaration } from "../template.ts";
import { templateError } from "../template-error.ts";
import { checkProperties } from "../understood.ts";

/**
 * What SAM makes of a function's event: a rule `<function><event>` whose target is the function, and the permission for it.
 * @throws AwsError ValidationError for events of other types, which are not played
 */
export function eventResources(
  functionId: string,
  eventId: string,
  event: Properties,
): Record<string, ResourceDeclaration> {
  const id = `${functionId}${eventId}`;
  const { Type, Properties: properties = {} } = event as { Type: string; Properties?: Properties };
  if (Type !== "EventBridgeRule")
    throw templateError(`Local AWS does not play the event ${eventId} of ${functionId}: ${Type}`);
  checkProperties(`${functionId}.${eventId}`, Type, properties);
  const { Pattern, RuleName, State, Input, InputPath, InputTransformer, RetryPolicy, DeadLetterConfig, Target } =
    properties;
  const target = { Input, InputPath, InputTransformer, DeadLetterConfig, RetryPolicy };
  return {
    [id]: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventPattern: Pattern,
        ...given({ Name: RuleName, State }),
        Targets: [
          {
            Arn: { "Fn::GetAtt": [functionId, "Arn"] },
            Id: (Target as Properties | undefined)?.["Id"] ?? `${id}LambdaTarget`,
            ...given(target),
          },
        ],
      },
    },
    [`${id}Permission`]: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: { Ref: functionId },
        Principal: "events.amazonaws.com",
        SourceArn: { "Fn::GetAtt": [id, "Arn"] },
      },
    },
  };
}

/** Only those properties that are there. */
export function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
