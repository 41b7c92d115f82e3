import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Broker, createBroker } from "../../../../local/iot/broker.ts";
import { connectClient, settled } from "../../../support/mqtt-client.ts";

const request = "$aws/things/thermostat-1/jobs/$next/get";
const reply = `${request}/accepted`;

async function startBroker(): Promise<{ broker: Broker; port: number }> {
  const broker = createBroker();
  const port = await broker.listen(0);
  onTestFinished(() => broker.stop());
  return { broker, port };
}

/** A service that answers every request on the connection it came from. */
function echo(broker: Broker): void {
  broker.onPublish("$aws/things/+/jobs/#", ({ topic, payload, clientId }) =>
    broker.push(clientId, `${topic}/accepted`, payload),
  );
}

const texts = (received: readonly { payload: Buffer }[]) => received.map(({ payload }) => payload.toString());

describe("what a service pushes", () => {
  it("reaches the requester without a subscription", async () => {
    const { broker, port } = await startBroker();
    echo(broker);
    const device = await connectClient(port, { clientId: "thermostat-1" });
    await device.client.publishAsync(request, '{"clientToken":"1"}', { qos: 1 });
    await expect(device.next(reply)).resolves.toEqual({ clientToken: "1" });
  });

  it.each([reply, "$aws/things/thermostat-1/jobs/+/get/+", "$aws/things/+/jobs/$next/get/accepted"])(
    "reaches a requester that subscribed to %s exactly once",
    async (filter) => {
      const { broker, port } = await startBroker();
      echo(broker);
      const device = await connectClient(port);
      await device.client.subscribeAsync(filter, { qos: 1 });
      for (const number of ["1", "2", "3"]) await device.client.publishAsync(request, number, { qos: 1 });
      await expect.poll(() => texts(device.received)).toContain("3");
      await settled(device);
      expect(texts(device.received)).toEqual(["1", "2", "3"]);
    },
  );

  it("stays invisible to other clients", async () => {
    const { broker, port } = await startBroker();
    echo(broker);
    const device = await connectClient(port);
    const onlooker = await connectClient(port);
    await onlooker.client.subscribeAsync("$aws/things/+/jobs/+/get/+");
    await device.client.publishAsync(request, "{}", { qos: 1 });
    await device.next(reply);
    await settled(onlooker);
    expect(onlooker.received).toEqual([]);
  });

  it("takes nothing away from what was published before it", async () => {
    const { broker, port } = await startBroker();
    const device = await connectClient(port, { clientId: "thermostat-1" });
    await device.client.subscribeAsync(["news/#", "news/1"], { qos: 1 });
    const expected: string[] = [];
    for (let number = 0; number < 300; number++) {
      broker.publish(`news/${number}`, `${number} stored`, { qos: 1 });
      broker.publish(`news/${number}`, `${number} published`);
      broker.push("thermostat-1", `replies/${number}`, `${number} pushed`);
      expected.push(`${number} stored`, `${number} published`, `${number} pushed`);
    }
    await expect.poll(() => device.received.length).toBe(expected.length);
    expect(texts(device.received).toSorted()).toEqual(expected.toSorted());
  });

  it("is lost when the client is gone", async () => {
    const { broker, port } = await startBroker();
    const device = await connectClient(port, { clientId: "thermostat-1" });
    await device.client.endAsync();
    broker.push("thermostat-1", reply, "{}");
    const again = await connectClient(port, { clientId: "thermostat-1" });
    await settled(again);
    expect(again.received).toEqual([]);
  });
});

describe("a request", () => {
  it.each([
    { clean: true, session: "clean" },
    { clean: false, session: "persistent" },
  ])("is heard after the SUBSCRIBE right before it, in a $session session", async ({ clean }) => {
    const { broker, port } = await startBroker();
    const data = "$aws/things/t/streams/s/data/json";
    broker.onPublish("$aws/things/+/streams/+/get/json", () => broker.publish(data, '"block"'));
    const device = await connectClient(port, { clean, clientId: "t" });
    device.client.subscribe(data); // neither SUBACK nor PUBACK is awaited
    device.client.publish("$aws/things/t/streams/s/get/json", "{}");
    await expect(device.next(data)).resolves.toBe("block");
  });

  it("is no longer heard once the service stops hearing", async () => {
    const { broker, port } = await startBroker();
    const heard: string[] = [];
    const stopHearing = broker.onPublish("$aws/things/+/jobs/#", ({ clientId }) => void heard.push(clientId));
    const device = await connectClient(port, { clientId: "t" });
    await device.client.publishAsync(request, "{}", { qos: 1 });
    await expect.poll(() => heard).toEqual(["t"]);
    stopHearing();
    await settled(device);
    await device.client.publishAsync(request, "{}", { qos: 1 });
    await settled(device);
    expect(heard).toEqual(["t"]);
  });
});

describe("a subscription", () => {
  it("to # or + sees nothing of the reserved topics", async () => {
    const { broker, port } = await startBroker();
    const onlooker = await connectClient(port);
    await onlooker.client.subscribeAsync(["#", "+/things/t/jobs/notify"]);
    broker.publish("$aws/things/t/jobs/notify", "{}");
    broker.publish("news", '"seen"');
    await expect(onlooker.next("news")).resolves.toBe("seen");
    expect(onlooker.received).toEqual([]);
  });

  it("of a persistent session keeps QoS 1 messages while the client is away", async () => {
    const { broker, port } = await startBroker();
    const session = { clientId: "t", clean: false };
    const device = await connectClient(port, session);
    await device.client.subscribeAsync("$aws/things/t/jobs/notify-next", { qos: 1 });
    await device.client.endAsync();
    broker.publish("$aws/things/t/jobs/notify-next", '"job"', { qos: 1 });
    const back = await connectClient(port, session);
    await expect(back.next("$aws/things/t/jobs/notify-next")).resolves.toBe("job");
  });

  it("ends when the client with an empty level in its UNSUBSCRIBE lets go of it", async () => {
    const { broker, port } = await startBroker();
    const device = await connectClient(port);
    await device.client.subscribeAsync("$aws/things/t/jobs/notify-next");
    await device.client.unsubscribeAsync(["$aws/things/t/streams//data/cbor", "$aws/things/t/jobs/notify-next"]);
    broker.publish("$aws/things/t/jobs/notify-next", "{}");
    await settled(device);
    expect(device.received).toEqual([]);
  });
});

describe("a connection", () => {
  it("is given to a device with an SDK user name and no password", async () => {
    const { port } = await startBroker();
    const username = "?SDK=Ubuntu&Version=18.04 LTS&Platform=PC&OTALib=otalib@1.0.0";
    const device = await connectClient(port, { clientId: "thermostat-1", username });
    expect(device.client.connected).toBe(true);
  });

  it("goes to the newest of two clients with one id", async () => {
    const { broker, port } = await startBroker();
    const first = await connectClient(port, { clientId: "t" });
    const second = await connectClient(port, { clientId: "t" });
    await expect.poll(() => first.client.connected).toBe(false);
    broker.push("t", "hello", '"second"');
    await expect(second.next("hello")).resolves.toBe("second");
  });

  it.each([
    { id: "128 bytes", clientId: "x".repeat(128), accepted: true },
    { id: "129 bytes", clientId: "x".repeat(129), accepted: false },
    { id: "65 characters of two bytes", clientId: "ü".repeat(65), accepted: false },
  ])("with a client id of $id is accepted: $accepted", async ({ clientId, accepted }) => {
    const { port } = await startBroker();
    const connected = connectClient(port, { clientId }).then(
      () => true,
      (error) => (error.message.includes("Identifier rejected") ? false : error),
    );
    await expect(connected).resolves.toBe(accepted);
  });

  it("that stopped reading does not hold up the others", async () => {
    const { broker, port } = await startBroker();
    const stuck = await connectClient(port);
    await stuck.client.subscribeAsync("blocks");
    stuck.client.stream.pause();
    const device = await connectClient(port);
    await device.client.subscribeAsync("news");
    const block = Buffer.alloc(128 * 1024);
    for (let number = 0; number < 200; number++) broker.publish("blocks", block);
    broker.publish("news", '"seen"');
    await expect(device.next("news")).resolves.toBe("seen");
  });

  it("ends when its bytes are not MQTT", async () => {
    const { port } = await startBroker();
    const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\n\r\n"));
    const closed = new Promise((resolve) => socket.once("close", () => resolve("closed")).resume());
    await expect(closed).resolves.toBe("closed");
  });

  it("that never says CONNECT does not keep the broker from stopping", async () => {
    const broker = createBroker();
    const port = await broker.listen(0);
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    await expect(broker.stop()).resolves.toBeUndefined();
  });

  it("is refused by name when the port is taken", async () => {
    const { port } = await startBroker();
    await expect(createBroker().listen(port)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("AWS's rules for messages", () => {
  const levels = (count: number) => Array.from({ length: count }, (_, level) => level).join("/");

  it.each([
    { what: "128 KB", topic: "t", payload: "x".repeat(128 * 1024) },
    { what: "8 levels", topic: levels(8) },
    { what: "256 bytes of topic", topic: "x".repeat(256) },
    { what: "a retained message", topic: "t", retain: true },
    { what: "8 levels below a thing's prefix", topic: `$aws/things/t/${levels(8)}` },
  ])("allow $what", async ({ topic, payload = "", retain = false }) => {
    const { port } = await startBroker();
    const device = await connectClient(port);
    await device.client.publishAsync(topic, payload, { qos: 1, retain });
    await settled(device);
    expect(device.client.connected).toBe(true);
  });

  it.each([
    { what: "more than 128 KB", topic: "t", payload: "x".repeat(128 * 1024 + 1) },
    { what: "9 levels", topic: levels(9) },
    { what: "257 bytes of topic", topic: "x".repeat(257) },
    { what: "QoS 2", topic: "t", qos: 2 as const },
    { what: "a retained message on a reserved topic", topic: request, retain: true },
    { what: "a topic of AWS's own", topic: "$aws/events/job/j/completed" },
    { what: "a topic of the broker's own", topic: "$SYS/heartbeat" },
    { what: "a thing without a name", topic: "$aws/things//jobs/get" },
  ])("end the connection for $what", async ({ topic, payload = "", qos = 1 as const, retain = false }) => {
    const { port } = await startBroker();
    const device = await connectClient(port);
    device.client.publish(topic, payload, { qos, retain });
    await expect.poll(() => device.client.connected).toBe(false);
  });
});

describe("AWS's rules for subscriptions", () => {
  it.each([
    { what: "8 filters at once", filters: Array.from({ length: 8 }, (_, level) => `t/${level}`) },
    { what: "wildcards below a reserved prefix", filters: ["$aws/things/+/jobs/#", "$aws/events/job/#"] },
  ])("allow $what", async ({ filters }) => {
    const { port } = await startBroker();
    const device = await connectClient(port);
    await device.client.subscribeAsync(filters);
    await settled(device);
    expect(device.client.connected).toBe(true);
  });

  it.each([
    { what: "9 filters at once", filters: Array.from({ length: 9 }, (_, level) => `t/${level}`) },
    { what: "QoS 2", filters: ["t"], qos: 2 as const },
    { what: "9 levels", filters: ["1/2/3/4/5/6/7/8/+"] },
    { what: "the broker's own topics", filters: ["$SYS/#"] },
  ])("end the connection for $what", async ({ filters, qos = 0 as const }) => {
    const { port } = await startBroker();
    const device = await connectClient(port);
    device.client.subscribe(filters, { qos });
    await expect.poll(() => device.client.connected).toBe(false);
  });
});
