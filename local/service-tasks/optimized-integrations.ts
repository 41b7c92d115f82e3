import { TaskFailure } from "../stepfunctions/task-failure.ts";
import { callMetadata } from "../stepfunctions/tasks/call-metadata.ts";
import { failureOf, inJava1, type JavaService } from "../stepfunctions/tasks/service-failure.ts";
import type { Integration, Integrations, Machine } from "../stepfunctions/tasks/task-services.ts";
import { modelOfService, type SdkService, sdkServices } from "./sdk-services.ts";
import type { CallService } from "./service-calls.ts";

type Parameters = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** An integration that Step Functions made itself, beside that of the SDK. */
interface Optimized {
  readonly service: SdkService;
  readonly operation: string;
  readonly java: JavaService;
  /** The request that the parameters become; those that the integration does not have are passed over. */
  readonly input: (parameters: Parameters, machine: Machine) => object;
  readonly result: (answer: Answer) => unknown;
}

/**
 * `sqs:sendMessage`, `sns:publish` and `events:putEvents` (https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html).
 */
export function optimizedIntegrations(call: CallService): Integrations {
  return Object.fromEntries(Object.entries(optimized).map(([name, it]) => [name, integrationOf(it, call)]));
}

/** Of `sqs:sendMessage` the body, and of `sns:publish` the message, may be any JSON: it is sent as its text. */
const optimized: Readonly<Record<string, Optimized>> = {
  "sqs:sendMessage": {
    service: sdkServices.sqs,
    operation: "SendMessage",
    java: inJava1("SQS", "AmazonSQS"),
    input: ({ DelaySeconds, MessageAttributes, MessageBody, MessageDeduplicationId, MessageGroupId, QueueUrl }) => ({
      DelaySeconds,
      MessageAttributes,
      MessageBody: asText(MessageBody),
      MessageDeduplicationId,
      MessageGroupId,
      QueueUrl,
    }),
    result: withMetadata,
  },
  "sns:publish": {
    service: sdkServices.sns,
    operation: "Publish",
    java: inJava1("SNS", "AmazonSNS"),
    input: ({ Message, MessageAttributes, MessageStructure, PhoneNumber, Subject, TargetArn, TopicArn, ...ids }) => ({
      Message: asText(Message),
      MessageAttributes,
      MessageDeduplicationId: ids["MessageDeduplicationId"],
      MessageGroupId: ids["MessageGroupId"],
      MessageStructure,
      PhoneNumber,
      Subject,
      TargetArn,
      TopicArn,
    }),
    result: withMetadata,
  },
  "events:putEvents": {
    service: sdkServices.eventbridge,
    operation: "PutEvents",
    java: inJava1("EventBridge", "AmazonEventBridge"),
    input: ({ Entries }, machine) => ({
      Entries: Array.isArray(Entries) ? Entries.map((entry) => entryOf(entry, machine)) : Entries,
    }),
    result: allAccepted,
  },
};

function integrationOf({ service, operation, java, input, result }: Optimized, call: CallService): Integration {
  return async (parameters, signal, machine) => {
    try {
      return result(await call(service, operation, input(parameters as Parameters, machine), { signal, machine }));
    } catch (error) {
      throw failureOf(error, modelOfService(service), java);
    }
  };
}

function asText(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** Recorded on AWS: each event says by its resources which execution of which machine it comes from. */
function entryOf(entry: unknown, { stateMachineArn, executionArn }: Machine): object {
  const { Detail, DetailType, EventBusName, Resources = [], Source, Time, TraceHeader } = entry as Parameters;
  return {
    Detail: asText(Detail),
    DetailType,
    EventBusName,
    Resources: [...(Resources as string[]), stateMachineArn, executionArn],
    Source,
    ...(Time !== undefined && { Time: new Date(Time as string) }),
    TraceHeader,
  };
}

/** One entry that was not taken fails the task, as recorded on AWS. @throws TaskFailure EventBridge.FailedEntry */
function allAccepted({ $metadata: _, ...answer }: Answer): Answer {
  if (!answer["FailedEntryCount"]) return answer;
  throw new TaskFailure("EventBridge.FailedEntry", JSON.stringify(answer));
}

function withMetadata({ $metadata, ...answer }: Answer): Answer {
  const { httpStatusCode: status, requestId } = $metadata as { httpStatusCode: number; requestId: string };
  return { ...answer, ...callMetadata({ status, requestId }) };
}
