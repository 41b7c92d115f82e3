import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Servers of one port, at one or two addresses of this computer. */
export interface Listening {
  readonly port: number;
  /** Ends once every connection is closed. */
  stop(): Promise<void>;
}

/** Where to answer, and how patiently. */
export interface ListenOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Another address of this computer to answer at, on the same port; left out, only the loopback address. */
  readonly listen?: string;
  /**
   * Milliseconds of the computer's time: how long a client may take for a request's head, and be silent in the middle of its
   * body. Then the connection is ended. 20 seconds by default, which is what S3 is known for; AWS does not tell.
   */
  readonly patience?: number;
}

const loopback = "127.0.0.1";

/**
 * Answers requests at 127.0.0.1, and at the other address, if there is one.
 * @throws Error EADDRINUSE, EADDRNOTAVAIL; then nothing listens
 */
export async function listen(answer: RequestListener, options: ListenOptions): Promise<Listening> {
  const { patience = 20_000 } = options;
  const [first, ...others] = addressesOf(options);
  const server = await listenAt(first, options.port, answer, patience);
  const { port } = server.address() as AddressInfo;
  const servers = [server];
  try {
    for (const address of others) servers.push(await listenAt(address, port, answer, patience));
  } catch (error) {
    await closeAll(servers);
    throw error;
  }
  return { port, stop: () => closeAll(servers) };
}

/** All addresses of the computer at once include 127.0.0.1, which could not be listened at a second time. */
function addressesOf({ listen: address = loopback }: ListenOptions): readonly [string, ...string[]] {
  const includesLoopback = [loopback, "0.0.0.0", "::"].includes(address);
  return includesLoopback ? [address] : [loopback, address];
}

async function listenAt(address: string, port: number, answer: RequestListener, patience: number): Promise<Server> {
  const limits = {
    headersTimeout: patience,
    requestTimeout: 0, // a gigabyte may take its time, as long as it flows
    connectionsCheckingInterval: Math.min(patience, 5_000),
    keepAliveTimeout: 30_000,
  };
  const server = createServer(limits, (message, response) => {
    endIfSilent(message, response, patience);
    answer(message, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, address, resolve);
  });
  return server;
}

/** Once a request is whole, it is the client that waits, for a function or a queue: as long as it takes. */
function endIfSilent(message: IncomingMessage, response: ServerResponse, patience: number): void {
  const watch = () => void (message.complete || message.setTimeout(patience));
  response.on("timeout", () => message.complete || message.destroy()); // a listener, or Node.js would end it in any case
  message.once("end", () => response.writableFinished || message.setTimeout(0));
  response.once("finish", watch); // Node.js has set another limit, though more of the request may be to come
  watch();
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const closed = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  await Promise.all(closed);
}
