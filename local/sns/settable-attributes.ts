import { policyProblem } from "../policy.ts";
import { invalidParameter, notPlayed } from "./errors.ts";

type Check = (value: string) => boolean;

/** What of a topic can be set, and what it may be. */
const topicAttributes: Readonly<Record<string, Check>> = {
  DeliveryPolicy: isJson,
  DisplayName: (value) => value.length <= 100,
  KmsMasterKeyId: () => true,
  Policy: (value) => policyProblem(value) === undefined,
  SignatureVersion: (value) => ["1", "2"].includes(value),
  TracingConfig: (value) => ["PassThrough", "Active"].includes(value),
};

/** AWS takes them; none has an effect here, so none is taken. */
const unplayed = [
  "ArchivePolicy",
  "BeginningArchiveTime",
  "ContentBasedDeduplication",
  "DataProtectionPolicy",
  "DeliveryStatusLogging",
  "FifoThroughputScope",
  "FifoTopic",
];

const subscriptionAttributes: Readonly<Record<string, Check>> = {
  RawMessageDelivery: (value) => ["true", "false"].includes(value),
};

const unplayedOfSubscriptions = [
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RedrivePolicy",
  "ReplayPolicy",
  "SubscriptionRoleArn",
];

/** @throws AwsError InvalidParameterException */
export function checkTopicAttribute(name: string, value: string): void {
  check(name, value, topicAttributes, unplayed);
}

/** @throws AwsError InvalidParameterException */
export function checkSubscriptionAttribute(name: string, value: string): void {
  check(name, value, subscriptionAttributes, unplayedOfSubscriptions);
}

function check(name: string, value: string, known: Readonly<Record<string, Check>>, unknown: readonly string[]): void {
  if (unknown.includes(name)) throw notPlayed(name);
  const isValid = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!isValid) throw invalidParameter("AttributeName");
  if (!isValid(value)) throw invalidParameter(`${name} Reason: ${value.slice(0, 256)}`);
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
