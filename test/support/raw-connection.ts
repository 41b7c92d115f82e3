import { createConnection, type Socket } from "node:net";
import { type RawAnswer, readAnswer } from "./raw-answer.ts";

/** What came of some bytes: an answer, the connection's end without one, or nothing for as long as the patience lasts. */
export type Outcome = RawAnswer | "closed" | "silent";

/** Bytes for a server, which need not be HTTP. */
export interface RawMessage {
  readonly bytes: Buffer;
  /** The method, when it is a request: an answer to HEAD has no body. */
  readonly method?: string;
  /** What the client does once they are sent: reads on (by default), says that nothing more comes, or is gone. */
  readonly afterwards?: "read" | "end" | "vanish";
}

/** A connection by TCP, made anew whenever the server or a message has ended it. */
export interface RawConnection {
  /** Sends one message and waits for what comes of it. */
  send(message: RawMessage): Promise<Outcome>;
  close(): void;
}

/** @param patience milliseconds until the server counts as silent */
export function rawConnection(port: number, patience: number): RawConnection {
  let socket: Socket | undefined;
  const drop = () => {
    socket?.removeAllListeners("data").removeAllListeners("close").destroy();
    socket = undefined;
  };
  const connected = (): Socket => {
    socket ??= createConnection({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true }).on("error", () => {});
    return socket;
  };
  const outcomeOf = ({ bytes, method, afterwards = "read" }: RawMessage) =>
    new Promise<Outcome>((resolve) => {
      const to = connected();
      let received = Buffer.alloc(0);
      let isSettled = false;
      const settle = (outcome: Outcome, isReusable: boolean) => {
        if (isSettled) return; // answered before all was sent
        isSettled = true;
        clearTimeout(timeout);
        to.removeAllListeners("data").removeAllListeners("close").removeAllListeners("end");
        if (!isReusable) drop();
        resolve(outcome);
      };
      const timeout = setTimeout(() => settle("silent", false), patience);
      const look = (isOver: boolean) => {
        const read = readAnswer(received, method, isOver);
        if (read)
          settle(
            read.answer,
            !isOver && afterwards === "read" && !read.answer.closes && read.length === received.length,
          );
        else if (isOver) settle("closed", false);
      };
      to.on("data", (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        look(false);
      });
      to.once("end", () => look(true));
      to.once("close", () => look(true));
      if (afterwards === "end") to.end(bytes);
      else to.write(bytes, () => afterwards === "vanish" && settle("closed", false));
    });
  return { send: outcomeOf, close: drop };
}
