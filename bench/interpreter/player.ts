import { fork } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import type { Round, RoundResult } from "./rounds.ts";

/** A side of the benchmark in a process of its own, until the end of the test. */
export function startPlayer(file: URL): (round: Round) => Promise<RoundResult> {
  const player = fork(file, { execArgv: ["--expose-gc"] }); // not with vitest's own settings of memory
  onTestFinished(() => void player.kill());
  const gone = once(player, "exit");
  return async (round) => {
    player.send(round);
    const [result] = await Promise.race([once(player, "message"), gone]);
    if (typeof result === "object" && result !== null) return result;
    throw new Error(`${file.pathname} ended with ${result}`);
  };
}
