import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalAws, LocalAwsOptions } from "../../local/local-aws.ts";

/** What the process says: of its start, of a mistake of local AWS's, of its memory. */
export type ProcessMessage =
  | { readonly started: Pick<LocalAws, "endpoint" | "mqtt" | "account" | "credentials" | "outputs"> }
  | { readonly bug: string }
  | { readonly usage: Usage };

/** What a process has used: bytes of its heap, after its garbage was collected, and microseconds of processor time. */
export interface Usage {
  readonly heapUsed: number;
  readonly cpu: number;
}

/** Local AWS in a process of its own, which can crash, and whose memory and time are its own. */
export type LocalAwsProcess = Pick<LocalAws, "endpoint" | "mqtt" | "account" | "credentials" | "outputs"> & {
  /** What it has of the computer: `home`, where it was started, and `tmp` for temporary files. */
  readonly folder: string;
  /** Mistakes of local AWS so far. */
  readonly bugs: readonly string[];
  /** What it has written to standard error. */
  said(): string;
  isAlive(): boolean;
  usage(): Promise<Usage>;
  /** Ends it, and whatever is left of its folders. */
  stop(): Promise<void>;
};

/** Starts it until `stop` is called. @throws Error with what it has said, when it does not come up */
export async function startLocalAwsProcess(
  options: Pick<LocalAwsOptions, "deploy" | "parameters"> = {},
): Promise<LocalAwsProcess> {
  const folder = await mkdtemp(join(tmpdir(), "local-aws-process-"));
  const home = join(folder, "home");
  await Promise.all([mkdir(home), mkdir(join(folder, "tmp"))]);
  const child = fork(fileURLToPath(new URL("served-local-aws.ts", import.meta.url)), [JSON.stringify(options)], {
    cwd: home,
    env: { ...process.env, TMPDIR: join(folder, "tmp"), HOME: home },
    execArgv: ["--expose-gc", "--max-semi-space-size=64"],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const exited = once(child, "exit");
  const bugs: string[] = [];
  const complaints: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const said = () => complaints.join("");
  child.on("message", (message: ProcessMessage) => "bug" in message && bugs.push(message.bug));
  const next = async <Name extends "started" | "usage">(name: Name) => {
    for (;;) {
      const [message] = await Promise.race([
        once(child, "message"),
        exited.then(() => Promise.reject(new Error(said()))),
      ]);
      if (name in message) return message[name] as Extract<ProcessMessage, Record<Name, unknown>>[Name];
    }
  };
  const started = await next("started");
  return {
    ...started,
    folder,
    bugs,
    said,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    usage() {
      child.send("usage");
      return next("usage");
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
