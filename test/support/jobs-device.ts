import { onTestFinished } from "vitest";
import type { Broker } from "../../local/iot/broker.ts";
import { type Connected, connectClient } from "./mqtt-client.ts";

/** A device's connection, and how it asks Jobs. */
export interface JobsDevice extends Connected {
  /** Publishes a request below `$aws/things/<thing>/jobs/` and resolves to the reply that comes first, with where it came. */
  ask(topic: string, request?: object | string): Promise<Record<string, unknown> & { reply: "accepted" | "rejected" }>;
}

/** Connects a device that subscribes to nothing, as AWS's own agent does. */
export async function connectDevice(broker: Broker, thingName = "t1"): Promise<JobsDevice> {
  const port = Number(broker.address()?.split(":")[1] ?? (await broker.listen(0)));
  onTestFinished(() => broker.stop());
  const device = await connectClient(port, { clientId: thingName });
  return {
    ...device,
    async ask(topic, request = {}) {
      const requestTopic = `$aws/things/${thingName}/jobs/${topic}`;
      const payload = typeof request === "string" ? request : JSON.stringify(request);
      await device.client.publishAsync(requestTopic, payload, { qos: 1 });
      const { topic: replyTopic, payload: reply } = await device.take(
        `${requestTopic}/accepted`,
        `${requestTopic}/rejected`,
      );
      return { ...JSON.parse(reply.toString()), reply: replyTopic.split("/").at(-1) };
    },
  };
}
