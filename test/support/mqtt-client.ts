import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { expect, onTestFinished } from "vitest";

/** An MQTT client that remembers what reaches it. */
export interface Connected {
  readonly client: MqttClient;
  readonly received: { readonly topic: string; readonly payload: Buffer }[];
  /** Waits for the next message on a topic, takes it out of `received`, and reads it as JSON. */
  next(topic: string): Promise<Record<string, unknown>>;
}

/** Connects to a broker on this computer until the end of the test that calls it. Once its connection is lost it stays so. */
export async function connectClient(port: number, options: IClientOptions = {}): Promise<Connected> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options });
  onTestFinished(() => client.endAsync(true));
  const received: { topic: string; payload: Buffer }[] = [];
  client.on("message", (topic, payload) => void received.push({ topic, payload }));
  client.on("error", () => {}); // the tests look at what is lost, not at how it is reported
  return {
    client,
    received,
    async next(topic) {
      const position = await expect
        .poll(() => received.findIndex((message) => message.topic === topic), { message: `no message on ${topic}` })
        .not.toBe(-1)
        .then(() => received.findIndex((message) => message.topic === topic));
      const [message] = received.splice(position, 1);
      return JSON.parse(String(message?.payload));
    },
  };
}

/** Resolves once the broker has answered everything that the client sent before. */
export async function settled({ client }: Connected): Promise<void> {
  await client.publishAsync("settled", "", { qos: 1 });
}
