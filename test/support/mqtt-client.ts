import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished, vi } from "vitest";

export interface Message {
  readonly topic: string;
  readonly payload: Buffer;
}

/** An MQTT client that remembers what reaches it. */
export interface Connected {
  readonly client: MqttClient;
  readonly received: Message[];
  /** Waits for the next message on one of some topics, and takes it out of `received`. */
  take(...topics: string[]): Promise<Message>;
  /** Takes the next message on a topic and reads it as JSON. */
  next(topic: string): Promise<Record<string, unknown>>;
}

/** Connects to a broker on this computer until the end of the test that calls it. Once its connection is lost it stays so. */
export async function connectClient(port: number, options: IClientOptions = {}): Promise<Connected> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options });
  onTestFinished(() => client.endAsync(true));
  const received: Message[] = [];
  client.on("message", (topic, payload) => void received.push({ topic, payload }));
  client.on("error", () => {}); // the tests look at what is lost, not at how it is reported
  const take = (...topics: string[]) =>
    vi.waitFor(
      () => {
        const message = received.find(({ topic }) => topics.includes(topic));
        if (!message) throw new Error(`Nothing came on ${topics.join(", ")}`);
        received.splice(received.indexOf(message), 1);
        return message;
      },
      { interval: 2 },
    );
  return {
    client,
    received,
    take,
    next: async (topic) => JSON.parse((await take(topic)).payload.toString()),
  };
}

/** Resolves once the broker has answered everything that the client sent before. */
export async function settled({ client }: Connected): Promise<void> {
  await client.publishAsync("settled", "", { qos: 1 });
}
