import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { passTurns } from "../event-loop.ts";

/** The process a function runs in. */
export interface SandboxProcess {
  /** Resolves when it is no more, with why, in Lambda's words: `Runtime exited with error: exit status 1`. */
  readonly exited: Promise<string>;
  readonly isAlive: boolean;
  /** SIGKILL: a function that hangs listens to nothing else. Resolves when it is no more. */
  kill(): Promise<void>;
}

const bootstrap = fileURLToPath(new URL("runtime/bootstrap.mjs", import.meta.url));

/** What a function's process is started with, beside its environment. */
export interface SandboxProcessSettings {
  /** Of its code. */
  readonly directory: string;
  /** Where Node.js keeps what it has compiled, so that the next process need not: a quarter of a cold start. */
  readonly compileCache: string;
  /** MB: how much it may use before it dies of it. */
  readonly memorySize: number;
  readonly onLine: (line: string) => void;
}

/** Starts Lambda's runtime in a process of its own, by the Node.js that runs us. */
export function startSandboxProcess(
  environment: Readonly<Record<string, string>>,
  { directory, compileCache, memorySize, onLine }: SandboxProcessSettings,
): SandboxProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${memorySize}`, bootstrap, compileCache], {
    cwd: directory,
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const output of [child.stdout, child.stderr]) eachLine(output, onLine);
  let isAlive = true;
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`Runtime failed to start: ${error.message}`));
    child.once("exit", (code, signal) => resolve(exitReason(code, signal)));
  }).then(async (reason) => {
    isAlive = false;
    await outputRead();
    return reason;
  });
  return {
    exited,
    get isAlive() {
      return isAlive;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Resolves when what a process has written by now has been read: a pipe is read within a turn of the event loop or two. */
export function outputRead(): Promise<void> {
  return passTurns(4);
}

/** Lines end with a newline alone: Lambda's console writes a carriage return inside what is one event. */
function eachLine(output: Readable, onLine: (line: string) => void): void {
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (part: string) => {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  output.on("end", () => {
    if (rest) onLine(rest);
  });
}

const signalNames: Readonly<Record<string, string>> = {
  SIGABRT: "aborted",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  return code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: exit status ${code}`;
}
