import { createConnection, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A TCP line to a port of this computer that a test can cut. */
export interface CuttableLine {
  /** Connect here instead. */
  readonly port: number;
  /** Breaks all connections. Until `mend`, new ones break at once too. */
  cut(): void;
  mend(): void;
}

/** Lays a line to `port`, until the end of the test that calls it. */
export async function layLine(port: number): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer({ noDelay: true }, (near) => {
    const far = createConnection({ port, host: "127.0.0.1", noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}); // what is cut may complain
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (isCut) near.destroy();
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    breakAll();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
  };
}
