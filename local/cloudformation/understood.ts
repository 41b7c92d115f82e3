import type { Properties } from "./template.ts";
import { templateError } from "./template-error.ts";

/** What local AWS does with the properties of a type. */
interface Understood {
  readonly played: readonly string[];
  /** Taken, and here without effect: what they ask for does not exist on one computer. */
  readonly withoutEffect?: readonly string[];
}

/**
 * Every property that CloudFormation takes here, type by type; any other is refused by name. Types that are not in this list are
 * their services' own matter: S3, SNS and SQS refuse what they do not play.
 */
export const understood: Readonly<Record<string, Understood>> = {
  "AWS::Serverless::Function": {
    played: [
      "Architectures",
      "CodeUri",
      "DeadLetterQueue",
      "Description",
      "Environment",
      "EventInvokeConfig",
      "Events",
      "FunctionName",
      "Handler",
      "LoggingConfig",
      "MemorySize",
      "Policies",
      "Role",
      "Runtime",
      "Tags",
      "Timeout",
    ],
    withoutEffect: ["KmsKeyArn", "ReservedConcurrentExecutions", "Tracing"],
  },
  "AWS::Serverless::StateMachine": {
    played: ["Definition", "DefinitionSubstitutions", "DefinitionUri", "Name", "Policies", "Role", "Tags", "Type"],
    withoutEffect: ["Logging", "Tracing"],
  },
  EventBridgeRule: {
    played: [
      "DeadLetterConfig",
      "Input",
      "InputPath",
      "InputTransformer",
      "Pattern",
      "RetryPolicy",
      "RuleName",
      "State",
      "Target",
    ],
  },
  Schedule: {
    played: ["DeadLetterConfig", "Description", "Enabled", "Input", "Name", "RetryPolicy", "Schedule", "State"],
  },
  EventInvokeConfig: { played: ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"] },
  "AWS::Events::Rule": {
    played: ["Description", "EventPattern", "Name", "ScheduleExpression", "State", "Targets"],
    withoutEffect: ["RoleArn"],
  },
  "AWS::StepFunctions::StateMachine": {
    played: [
      "Definition",
      "DefinitionS3Location",
      "DefinitionString",
      "DefinitionSubstitutions",
      "RoleArn",
      "StateMachineName",
      "StateMachineType",
      "Tags",
    ],
    withoutEffect: ["LoggingConfiguration", "TracingConfiguration"],
  },
  "AWS::IAM::Policy": { played: ["PolicyDocument", "PolicyName", "Roles"] },
  "AWS::IAM::Role": {
    played: ["AssumeRolePolicyDocument", "ManagedPolicyArns", "Path", "Policies", "RoleName"],
    withoutEffect: ["Description", "MaxSessionDuration", "Tags"],
  },
  "AWS::Lambda::Function": {
    played: [
      "Architectures",
      "Code",
      "DeadLetterConfig",
      "Description",
      "Environment",
      "FunctionName",
      "Handler",
      "LoggingConfig",
      "MemorySize",
      "Role",
      "Runtime",
      "Tags",
      "Timeout",
    ],
    withoutEffect: ["KmsKeyArn", "ReservedConcurrentExecutions", "TracingConfig"],
  },
  "AWS::Lambda::EventInvokeConfig": {
    played: ["FunctionName", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "Qualifier"],
    withoutEffect: ["DestinationConfig"],
  },
  "AWS::Lambda::Permission": {
    played: [],
    withoutEffect: ["Action", "FunctionName", "Principal", "SourceAccount", "SourceArn"],
  },
  "AWS::Logs::LogGroup": {
    played: ["LogGroupName"],
    withoutEffect: ["KmsKeyId", "LogGroupClass", "RetentionInDays", "Tags"],
  },
  "AWS::Logs::MetricFilter": {
    played: [],
    withoutEffect: ["FilterName", "FilterPattern", "LogGroupName", "MetricTransformations"],
  },
  "AWS::CloudWatch::Alarm": {
    played: ["AlarmName"],
    withoutEffect: [
      "ActionsEnabled",
      "AlarmActions",
      "AlarmDescription",
      "ComparisonOperator",
      "DatapointsToAlarm",
      "Dimensions",
      "EvaluationPeriods",
      "ExtendedStatistic",
      "InsufficientDataActions",
      "MetricName",
      "Metrics",
      "Namespace",
      "OKActions",
      "Period",
      "Statistic",
      "Tags",
      "Threshold",
      "TreatMissingData",
      "Unit",
    ],
  },
};

/** @throws AwsError ValidationError that names the property of a resource which is not in the list */
export function checkProperties(logicalId: string, type: string, properties: Properties): void {
  const known = understood[type];
  if (!known) return;
  const names = [...known.played, ...(known.withoutEffect ?? [])];
  const unknown = Object.keys(properties).find((name) => !names.includes(name));
  if (unknown) throw templateError(`Local AWS does not play the property ${unknown} of ${logicalId} (${type})`);
}
