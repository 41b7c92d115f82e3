import { execFile } from "node:child_process";
import { expect } from "vitest";
import type { Ended } from "./ota.ts";

/** An `ota` that is listened to while it runs. */
export interface TalkingOta {
  /** Waits until it has said this. Resolves to all it has said by then. */
  said(text: string): Promise<string>;
  /** Presses Ctrl-C. */
  interrupt(): void;
  readonly ended: Promise<Ended>;
}

/** Runs `ota` with these words, without a terminal. */
export function talkingOta(...words: string[]): TalkingOta {
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(process.execPath, ["cli/main.ts", ...words], (error, stdout, stderr) => {
    resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
  });
  let heard = "";
  child.stdout?.on("data", (chunk) => {
    heard += chunk;
  });
  return {
    async said(text) {
      await expect.poll(() => heard, { timeout: 10_000 }).toContain(text);
      return heard;
    },
    interrupt: () => void child.kill("SIGINT"),
    ended,
  };
}
