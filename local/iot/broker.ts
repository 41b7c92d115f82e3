import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from "aedes";
import { clientIdRefusal, mostFilters, publishRefusal, subscribeRefusal } from "./broker/rules.ts";

/** A message a client published. */
export interface ClientMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The publisher's client id; `push` answers it. */
  readonly clientId: string;
}

/** AWS IoT's message broker, as the services behind it see it. */
export interface Broker {
  /**
   * Hears what clients publish on a topic filter (`$aws/things/+/jobs/#`). A handler is called after every SUBSCRIBE
   * that the same connection sent before the message is in force, and answers for its own errors: what it throws ends
   * the process. Returns how to stop hearing.
   */
  onPublish(filter: string, handler: (message: ClientMessage) => void | Promise<void>): () => void;
  /** To whoever subscribed. QoS 0 unless said otherwise. */
  publish(topic: string, payload: string | Uint8Array, options?: { qos?: 0 | 1 }): void;
  /** To this one connection, subscribed or not, exactly once, and to nobody else. Lost when the client is gone. */
  push(clientId: string, topic: string, payload: string | Uint8Array): void;
  /** Starts to accept connections on 127.0.0.1; resolves to the port it got (port 0 asks for any free one). */
  listen(port: number): Promise<number>;
  /** `127.0.0.1:1883`; nothing while it does not listen. */
  address(): string | undefined;
  /** Ends every connection. */
  stop(): Promise<void>;
}

/**
 * An MQTT 3.1.1 broker with AWS IoT's rules: what AWS refuses of a client ends its connection. Any client id and user
 * name may connect. Not as on AWS: no MQTT 5, no certificates and so no policies, no limits per second, and persistent
 * sessions last as long as the broker.
 */
export function createBroker(): Broker {
  const lanes = createLanes();
  const aedes = new Aedes({
    concurrency: 0, // no common queue: one client that stopped reading must not hold up the others
    authenticate(client, _username, _password, done) {
      const refusal = clientIdRefusal(client.id);
      done(refusal === undefined ? null : rejectedIdentifier(refusal), refusal === undefined);
    },
    authorizePublish(_client, packet, done) {
      Object.assign(packet, lanes.next(`qos${packet.qos}`));
      done(errorOf(publishRefusal(packet)));
    },
    authorizeSubscribe(_client, subscription, done) {
      done(errorOf(subscribeRefusal(subscription)), subscription);
    },
  });
  const clients = new Map<string, Client>();
  aedes.on("client", (client) => void clients.set(client.id, client));
  aedes.on("clientDisconnect", (client) => {
    if (clients.get(client.id) === client) clients.delete(client.id);
  });
  aedes.on("subscribe", (subscriptions, client) => {
    if (subscriptions.length > mostFilters) client.close(); // its SUBACK is already on the way: aedes authorizes one filter at a time
  });

  const sockets = new Set<Socket>();
  // Without noDelay the blocks of one stream request wait for each other's acknowledgement: 40 ms a request.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    aedes.handle(socket);
  });

  return {
    onPublish(filter, handler) {
      const deliver = (packet: AedesPublishPacket, done: () => void) => {
        const { topic, payload, clientId } = packet as AedesPublishPacket & { clientId?: string };
        // A persistent session's SUBSCRIBE passes through the session store first, so the handler waits a turn.
        if (clientId !== undefined)
          setImmediate(() => void handler({ topic, payload: Buffer.from(payload), clientId }));
        done();
      };
      aedes.subscribe(filter, deliver, () => {});
      return () => aedes.unsubscribe(filter, deliver, () => {});
    },
    publish(topic, payload, { qos = 0 } = {}) {
      if (aedes.closed) return; // nobody can have subscribed
      aedes.publish({ ...message(topic, payload, qos), ...lanes.next(`qos${qos}`) }, () => {});
    },
    push(clientId, topic, payload) {
      clients.get(clientId)?.publish({ ...message(topic, payload, 0), ...lanes.next("push") }, () => {});
    },
    async listen(port) {
      await aedes.listen();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
      });
      return portOf(server) ?? port;
    },
    address() {
      const port = portOf(server);
      return port === undefined ? undefined : `127.0.0.1:${port}`;
    },
    async stop() {
      await new Promise<void>((resolve) => aedes.close(resolve));
      for (const socket of sockets) socket.destroy(); // those that never sent CONNECT too
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Numbers messages in lanes of their own. aedes takes a message for a repetition when the client already has one with
 * a higher number; a QoS 1 message, which passes through the session store, is overtaken by later ones that do not.
 */
function createLanes() {
  const numbers = new Map<string, number>();
  return {
    next(lane: string): { brokerId: string; brokerCounter: number } {
      const number = (numbers.get(lane) ?? 0) + 1;
      numbers.set(lane, number);
      return { brokerId: lane, brokerCounter: number };
    },
  };
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === "object" && address ? address.port : undefined;
}

function message(topic: string, payload: string | Uint8Array, qos: 0 | 1) {
  return { cmd: "publish" as const, topic, payload: Buffer.from(payload), qos, retain: false, dup: false };
}

function errorOf(refusal: string | undefined): Error | null {
  return refusal === undefined ? null : new Error(refusal);
}

/** CONNACK 2, "identifier rejected". */
function rejectedIdentifier(refusal: string): AuthenticateError {
  return Object.assign(new Error(refusal), { returnCode: 2 });
}
