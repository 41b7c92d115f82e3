import type { Properties, ResourceDeclaration } from "../template.ts";
import { templateError } from "../template-error.ts";
import { checkProperties } from "../understood.ts";
import { given } from "./given.ts";

/** By event type: what sets the rule off, and what it is called. */
const ruleProperties: Readonly<Record<string, (event: Properties) => Properties>> = {
  EventBridgeRule: ({ Pattern, RuleName, State }) => ({ EventPattern: Pattern, Name: RuleName, State }),
  Schedule: ({ Schedule, Name, Description, State, Enabled }) => ({
    ScheduleExpression: Schedule,
    Name,
    Description,
    State: State ?? (Enabled === undefined ? undefined : Enabled ? "ENABLED" : "DISABLED"),
  }),
};

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
  const rule = ruleProperties[Type];
  if (!rule) throw templateError(`Local AWS does not play the event ${eventId} of ${functionId}: ${Type}`);
  checkProperties(`${functionId}.${eventId}`, Type, properties);
  const { Input, InputPath, InputTransformer, RetryPolicy, DeadLetterConfig, Target } = properties;
  return {
    [id]: {
      Type: "AWS::Events::Rule",
      Properties: {
        ...given(rule(properties)),
        Targets: [
          {
            Arn: { "Fn::GetAtt": [functionId, "Arn"] },
            Id: (Target as Properties | undefined)?.["Id"] ?? `${id}LambdaTarget`,
            ...given({ Input, InputPath, InputTransformer, DeadLetterConfig, RetryPolicy }),
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
