import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SessionCredentials } from "../../local/http/access-keys.ts";

/** What the server's process says: where it answers and whose requests, and the seconds of processor time it has had. */
export type FrontMessage = FrontAddress | { readonly cpu: number };

/** The ports of the front, and of a server that answers by rote. */
interface FrontAddress {
  readonly front: number;
  readonly rote: number;
  /** Of a role that is allowed what is asked. */
  readonly credentials: SessionCredentials;
}

/** Servers in a process of their own. */
export interface FrontProcess extends FrontAddress {
  /** Seconds of processor time so far. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it; on one core alone, where the system can be told so. */
export async function startFrontProcess(): Promise<FrontProcess> {
  const server = fileURLToPath(new URL("server.ts", import.meta.url));
  const isPinned = spawnSync("taskset", ["-c", "0", "true"]).status === 0;
  const [command = "", ...words] = [...(isPinned ? ["taskset", "-c", "0"] : []), process.execPath, server];
  const child = spawn(command, words, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const died = exited.then(() => Promise.reject(new Error("The server has ended")));
  died.catch(() => {}); // when it was told to, nobody waits
  const next = async <Message extends FrontMessage>(): Promise<Message> =>
    (await Promise.race([once(child, "message"), died]))[0] as Message;
  return {
    ...(await next<FrontAddress>()),
    async cpu() {
      child.send("cpu");
      return (await next<{ cpu: number }>()).cpu;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
