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
   * that the same connection sent before the message is in force. Returns how to stop hearing.
   */
  onPublish(filter: string, handler: (message: ClientMessage) => void | Promise<void>): () => void;
  /** To whoever subscribed. QoS 0 unless said otherwise. */
  publish(topic: string, payload: string | Uint8Array, options?: { qos?: 0 | 1 }): void;
  /** To this one connection, subscribed or not, exactly once, and to nobody else. Lost when the client is gone. */
  push(clientId: string, topic: string, payload: string | Uint8Array): void;
  /** Starts to accept connections on 127.0.0.1; resolves to the port it got (port 0 asks for any free one). */
  listen(port: number): Promise<number>;
  /** Ends every connection. */
  stop(): Promise<void>;
}

/** An MQTT 3.1.1 broker with AWS IoT's rules. */
export declare function createBroker(): Broker;
