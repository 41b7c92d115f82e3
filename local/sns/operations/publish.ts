import type { MessageAttributeValue, PublishInput, PublishResponse } from "@aws-sdk/client-sns";
import { AwsError } from "../../http/aws-error.ts";
import type { Announcements } from "../announcements.ts";
import { invalidParameter, notPlayed } from "../errors.ts";
import type { TopicStore } from "../topic-store.ts";

const largestMessage = 256 * 1024;

/**
 * @throws AwsError NotFoundException, InvalidParameterException, InvalidParameterValueException; for telephones and mobile
 * devices, which are not played, by name
 */
export function publish(request: PublishInput, topics: TopicStore, { announce }: Announcements): PublishResponse {
  const { TopicArn, TargetArn, PhoneNumber, Message = "", Subject, MessageStructure, MessageAttributes = {} } = request;
  if (PhoneNumber !== undefined) throw notPlayed("publishing to a PhoneNumber");
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
  const topic = topics.get(arn);
  if (Message === "") throw invalidParameter("Empty message");
  if (Buffer.byteLength(Message) > largestMessage) throw invalidParameter("Message too long");
  if (Subject !== undefined && !/^(?! )[\x20-\x7e]{1,100}$/.test(Subject)) throw invalidParameter("Subject");
  for (const [name, value] of Object.entries(MessageAttributes)) checkAttribute(name, value);
  const messages = messagesIn(Message, MessageStructure);
  return { MessageId: announce(topic, { ...messages, subject: Subject, attributes: MessageAttributes }).messageId };
}

/** The message; in the structure `json` one for each protocol, `default` for the others. */
function messagesIn(message: string, structure: string | undefined): { message: string; forQueues: string } {
  if (structure === undefined) return { message, forQueues: message };
  if (structure !== "json") throw invalidParameter("MessageStructure");
  const { default: otherwise, sqs } = parsed(message);
  if (typeof otherwise !== "string")
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  return { message: otherwise, forQueues: typeof sqs === "string" ? sqs : otherwise };
}

function parsed(json: string): { default?: unknown; sqs?: unknown } {
  try {
    return Object(JSON.parse(json));
  } catch {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
}

function checkAttribute(name: string, { DataType = "", StringValue, BinaryValue }: MessageAttributeValue): void {
  if (!/^(String|String\.Array|Number|Binary)$/.test(DataType) && !/^(String|Number|Binary)\../.test(DataType)) {
    throw new AwsError(
      "InvalidParameterValueException",
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = DataType.startsWith("Binary") ? BinaryValue : StringValue;
  if (!value?.length)
    throw new AwsError(
      "InvalidParameterValueException",
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
}
