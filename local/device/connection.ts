import { EventEmitter, once } from "node:events";
import { Socket } from "node:net";
import { connect } from "mqtt";
import type { Clock, Timer } from "../clock.ts";

/** Where the MQTT broker listens, in plain TCP. */
export interface Broker {
  readonly host: string;
  readonly port: number;
}

/** A device's end of its MQTT connection: one for each time it is powered on, through all reconnections. */
export interface Connection {
  /** Sends without waiting: at QoS 0, if not said otherwise, it is lost without a connection. */
  send(topic: string, payload: string | Uint8Array, qos?: 0 | 1): void;
  /** QoS 1: resolves once the broker has acknowledged it, over as many connections as that takes. Rejects when the power goes. */
  deliver(topic: string, payload: string): Promise<void>;
  /** QoS 0, for this connection only. The SUBACK is not awaited: a message sent afterwards finds the subscription in force. */
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** DISCONNECT, and no new connection. */
  close(): Promise<void>;
}

export interface ConnectionRequest {
  readonly broker: Broker;
  readonly clientId: string;
  readonly clock: Clock;
  /** Aborts when the power goes: the socket dies without a DISCONNECT. */
  readonly power: AbortSignal;
  /** Each time the broker has accepted the connection: a clean session, nothing subscribed. */
  readonly onConnect: () => void;
  /** Each time such a connection has ended, with the power still there. */
  readonly onDisconnect: () => void;
  readonly onMessage: (topic: string, payload: Uint8Array) => void;
}

const shortestBackOff = 500;
const longestBackOff = 5_000;

/**
 * Connects as AWS's agent does: MQTT 3.1.1, clean session, keep-alive 60 s, client id = thing name. A lost connection is opened
 * again at once, and then after 0.5 s, 1 s, … up to 5 s of the clock's time, for as long as there is power.
 */
export function openConnection(request: ConnectionRequest): Connection {
  const { broker, clientId, clock, power } = request;
  const client = connect({
    ...broker,
    clientId,
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    manualConnect: true,
    reconnectPeriod: 0, // we reconnect by our own clock
    resubscribe: false,
    queueQoSZero: false,
  });
  const connections = new EventEmitter().setMaxListeners(0);
  let closing = false;
  let online = false;
  let failures = 0; // attempts in a row without a connection
  let retry: Timer | undefined;

  client.on("connect", () => {
    if (client.stream instanceof Socket) client.stream.setNoDelay(true); // a report and the request after it are two small writes
    online = true;
    failures = 0;
    connections.emit("open");
    request.onConnect();
  });
  client.on("message", request.onMessage);
  client.on("error", () => client.stream.destroy()); // then `close` follows, whatever it was
  client.on("close", () => {
    if (power.aborted) return;
    if (online) request.onDisconnect();
    online = false;
    if (closing) return;
    const backOff = failures === 0 ? 0 : Math.min(longestBackOff, shortestBackOff * 2 ** (failures - 1));
    failures += 1;
    retry = clock.startTimer(backOff, () => client.connect());
  });
  power.addEventListener("abort", () => {
    retry?.cancel();
    client.end(true);
  });
  client.connect();

  return {
    send: (topic, payload, qos = 0) => {
      client.publish(topic, Buffer.from(payload), { qos }, () => {}); // lost is lost
    },
    async deliver(topic, payload) {
      for (;;) {
        power.throwIfAborted();
        // While it closes, mqtt.js refuses at once: asking again and again would let nothing else have its turn.
        if (!online || closing) await once(connections, "open", { signal: power });
        // mqtt.js repeats it on the next connection by itself; it gives up only with a connection it has to tear down
        const delivered = await client.publishAsync(topic, payload, { qos: 1 }).then(
          () => true,
          () => false,
        );
        if (delivered) return;
      }
    },
    subscribe: (topic) => {
      client.subscribe(topic, { qos: 0 }, () => {}); // refused or lost: the answers it is for do not come
    },
    unsubscribe: (topic) => {
      client.unsubscribe(topic, () => {});
    },
    async close() {
      closing = true;
      retry?.cancel();
      const unanswered = !client.connected || Object.keys(client.outgoing).length > 0;
      await client.endAsync(unanswered); // a polite end would wait for those answers for ever
    },
  };
}
