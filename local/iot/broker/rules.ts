/** What AWS IoT refuses of a client; it answers each by ending the connection. From "AWS IoT Core message broker and protocol limits and quotas" and "Reserved topics". */

const longestClientId = 128; // bytes
const largestPayload = 128 * 1024;
const longestTopic = 256; // bytes
const mostSlashes = 7; // the prefix of a reserved topic not counted

/** The most filters one SUBSCRIBE may carry. */
export const mostFilters = 8;

/** Why AWS would not let a client of this id connect; nothing when it would. Without certificates any id goes. */
export function clientIdRefusal(clientId: string): string | undefined {
  const length = Buffer.byteLength(clientId);
  return length > longestClientId ? `Client id of ${length} bytes is longer than ${longestClientId}` : undefined;
}

/** Why AWS would not take a client's message; nothing when it would. */
export function publishRefusal(message: {
  topic: string;
  payload: string | Uint8Array;
  qos: number;
  retain: boolean;
}): string | undefined {
  const { topic, payload, qos, retain } = message;
  const length = Buffer.byteLength(payload);
  if (length > largestPayload) return `Payload of ${length} bytes is larger than ${largestPayload}`;
  if (topic.startsWith("$") && !thingTopic.test(topic)) return `Clients may not publish to ${topic}`;
  if (topic.startsWith("$") && retain) return `Messages to the reserved topic ${topic} cannot be retained`;
  return qosRefusal(qos) ?? topicRefusal(topic);
}

/** Why AWS would not let a client subscribe to this filter; nothing when it would. */
export function subscribeRefusal({ topic, qos }: { topic: string; qos: number }): string | undefined {
  if (topic.startsWith("$") && !topic.startsWith("$aws/")) return `Clients may not subscribe to ${topic}`;
  return qosRefusal(qos) ?? topicRefusal(topic);
}

/** Which thing a client may act for is its policy's to say on AWS; without certificates it may act for any. */
const thingTopic = /^\$aws\/things\/[^/]+\/./;

/** AWS only says that QoS 2 gets no PUBACK or SUBACK; here the client learns of it at once. */
function qosRefusal(qos: number): string | undefined {
  return qos > 1 ? `QoS ${qos} is not supported` : undefined;
}

function topicRefusal(topic: string): string | undefined {
  const length = Buffer.byteLength(topic);
  if (length > longestTopic) return `Topic of ${length} bytes is longer than ${longestTopic}`;
  const slashes = topic.replace(/^\$aws\/[^/]+\/[^/]+\//, "").split("/").length - 1;
  return slashes > mostSlashes ? `Topic has ${slashes} slashes, more than ${mostSlashes}` : undefined;
}
