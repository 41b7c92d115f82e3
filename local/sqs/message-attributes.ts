import { createHash } from "node:crypto";
import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { invalidParameter } from "./errors.ts";
import type { MessageAttributes } from "./queue.ts";

const most = 10;

/** @throws AwsError InvalidParameterValue for attributes that SQS does not take */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > most)
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [${most}].`);
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, value);
}

function checkAttribute(name: string, { DataType = "", StringValue, BinaryValue }: MessageAttributeValue): void {
  if (!/^(?!\.)(?!.*\.$)(?!.*\.\.)[\w.-]{1,256}$/.test(name))
    throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`);
  const [, type] = /^(String|Number|Binary)(\..+)?$/.exec(DataType) ?? [];
  if (!type)
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  const value = type === "Binary" ? BinaryValue : StringValue;
  if (!value?.length)
    throw invalidParameter(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
  if (type === "Number" && !Number.isFinite(Number(value)))
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
}

/** Bytes: attributes count for a message's size by their names, types and values. */
export function sizeOf(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType = "", StringValue = "", BinaryValue = [] }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + BinaryValue.length,
    0,
  );
}

/**
 * The digest that clients check: names in order, each with its type and value, lengths first
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
 */
export function digestOf(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? { DataType: undefined };
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    const isBinary = DataType.startsWith("Binary");
    hash.update(Buffer.of(isBinary ? 2 : 1));
    add(Buffer.from(isBinary ? (BinaryValue ?? []) : Buffer.from(StringValue)));
  }
  return hash.digest("hex");
}

/** Those whose names are asked for: `All`, `.*`, `prefix.*`, or the name itself. */
export function chosen(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isAsked = (name: string) =>
    names.some((asked) =>
      asked === "All" || asked === ".*"
        ? true
        : asked.endsWith(".*")
          ? name.startsWith(asked.slice(0, -2))
          : asked === name,
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isAsked(name)));
}
