import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { expect, onTestFinished } from "vitest";

/** How a command ended, and what it said. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = promisify(execFile);

/** Runs `ota` with these words, without a terminal, to its end. */
export async function ota(...words: string[]): Promise<Ended> {
  const failed = ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
    exitCode: code,
    stdout,
    stderr,
  });
  return run(process.execPath, ["cli/main.ts", ...words]).then((output) => ({ exitCode: 0, ...output }), failed);
}

/** An `ota … --json` that runs until it is told to stop. */
export interface RunningOta {
  /** What it has said so far. */
  readonly happenings: Record<string, unknown>[];
  /** Waits for the next thing it says that is like this. */
  next(like: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Resolves to its exit code. */
  readonly ended: Promise<number | null>;
  /** Sends a signal, and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Hears it no more, as `head` does, and resolves to the exit code. */
  stopReading(): Promise<number | null>;
  /** What is in the temporary folder it was given, and whether it, or a process it started, still runs. */
  remains(): Promise<{ files: string[]; runs: boolean }>;
}

/** Starts `ota` with these words and `--json`; the test that calls it ends it at the latest. */
export async function startOta(...words: string[]): Promise<RunningOta> {
  const directory = await mkdtemp(join(tmpdir(), "ota-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    ["cli/main.ts", ...words, "--json"],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, TMPDIR: directory }, detached: true },
  );
  const group = -(child.pid ?? Number.NaN); // detached: it and what it starts are a group of their own
  onTestFinished(() => void (isAlive(group) && process.kill(group, "SIGKILL")));
  const happenings: Record<string, unknown>[] = [];
  createInterface(child.stdout).on("line", (line) => happenings.push(JSON.parse(line)));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let seen = 0;
  return {
    happenings,
    ended,
    async next(like) {
      const isAlike = (one: Record<string, unknown>) =>
        Object.entries(like).every(([key, value]) => one[key] === value);
      const position = () => happenings.findIndex((one, at) => at >= seen && isAlike(one));
      await expect.poll(position, { timeout: 20_000, message: `no ${JSON.stringify(like)}` }).not.toBe(-1);
      seen = position() + 1;
      return happenings[seen - 1] ?? {};
    },
    end(signal) {
      child.kill(signal);
      return ended;
    },
    stopReading() {
      child.stdout.destroy();
      return ended;
    },
    remains: async () => ({ files: await readdir(directory), runs: isAlive(group) }),
  };
}

/** Whether there is such a process, or any of such a group. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
