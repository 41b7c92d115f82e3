import type { QueueAttributeName } from "@aws-sdk/client-sqs";
import { AwsError } from "../http/aws-error.ts";
import { policyProblem } from "../policy.ts";

/** A value as it is kept, or undefined when it is none. */
type Reading = (value: string) => string | undefined;

const day = 86_400;

/** The attributes that can be set, and what they may be. What is FIFO's alone is not among them. */
const readings: Readonly<Partial<Record<QueueAttributeName, Reading>>> = {
  DelaySeconds: wholeNumber(0, 900),
  KmsDataKeyReusePeriodSeconds: wholeNumber(60, day),
  KmsMasterKeyId: (value) => value,
  MaximumMessageSize: wholeNumber(1_024, 1_048_576),
  MessageRetentionPeriod: wholeNumber(60, 14 * day),
  Policy: (value) => (policyProblem(value) === undefined ? value : undefined),
  ReceiveMessageWaitTimeSeconds: wholeNumber(0, 20),
  RedriveAllowPolicy: (value) => (isObject(json(value)) ? value : undefined),
  RedrivePolicy: redrivePolicy,
  SqsManagedSseEnabled: (value) => (["true", "false"].includes(value) ? value : undefined),
  VisibilityTimeout: wholeNumber(0, day / 2),
};

export const settableAttributes: readonly string[] = Object.keys(readings);

/** What a queue has unless it is told otherwise. */
export const defaultAttributes: ReadonlyMap<QueueAttributeName, string> = new Map([
  ["DelaySeconds", "0"],
  ["MaximumMessageSize", "1048576"],
  ["MessageRetentionPeriod", `${4 * day}`],
  ["ReceiveMessageWaitTimeSeconds", "0"],
  ["SqsManagedSseEnabled", "true"],
  ["VisibilityTimeout", "30"],
]);

const fifo: readonly string[] = [
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoQueue",
  "FifoThroughputLimit",
] satisfies QueueAttributeName[];

/**
 * Attributes as they are kept; one that is empty is to be taken away.
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue; NotImplemented for those of FIFO queues, which are not played
 */
export function readAttributes(given: Readonly<Record<string, string>>): Map<QueueAttributeName, string> {
  return new Map(
    Object.entries(given).map(([name, value]) => {
      if (fifo.includes(name)) throw fifoNotPlayed(name);
      const reading = Object.hasOwn(readings, name) ? readings[name as QueueAttributeName] : undefined;
      if (!reading) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
      const read = value === "" && !defaultAttributes.has(name as QueueAttributeName) ? "" : reading(value);
      if (read === undefined)
        throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`, 400);
      return [name as QueueAttributeName, read] as const;
    }),
  );
}

export function fifoNotPlayed(what: string): AwsError {
  return new AwsError("NotImplemented", `Local AWS does not play FIFO queues: ${what}`, 501);
}

/** Where messages go that were received too often. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Numbers come as texts too: CloudFormation's parameters do. */
function redrivePolicy(value: string): string | undefined {
  const policy = json(value);
  if (!isObject(policy)) return undefined;
  const { deadLetterTargetArn, maxReceiveCount, ...others } = policy;
  const count = Number(maxReceiveCount);
  const isOne = typeof deadLetterTargetArn === "string" && Number.isInteger(count) && count >= 1 && count <= 1_000;
  if (!isOne || Object.keys(others).length > 0) return undefined;
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count } satisfies RedrivePolicy);
}

function wholeNumber(least: number, most: number): Reading {
  return (value) => (/^\d{1,9}$/.test(value) && inRange(Number(value)) ? String(Number(value)) : undefined);

  function inRange(number: number): boolean {
    return number >= least && number <= most;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
