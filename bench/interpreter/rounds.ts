import type { MachineName } from "./machines.ts";

/** So many executions of a machine, so many of them at once. */
export interface Round {
  readonly machine: MachineName;
  readonly executions: number;
  readonly atOnce: number;
}

export interface RoundResult {
  readonly milliseconds: number;
  /** The processor's time in it, in milliseconds: what else the computer does is not in that. */
  readonly processor: number;
  /** What the last execution ended with. */
  readonly output: unknown;
  /** Of the process until now, the most that it has had, in megabytes. */
  readonly peak: number;
  /** On the heap, once garbage is collected; in megabytes. Needs `--expose-gc`. */
  readonly kept: number;
}

/** Plays one execution to its end; gives its output. */
export type PlayOne = () => Promise<unknown>;

/** Answers the benchmark, whose child this process is, round by round. Each machine is made ready before time is taken. */
export function answerRounds(ready: (machine: MachineName) => PlayOne): void {
  const known = new Map<MachineName, PlayOne>();
  process.on("message", async ({ machine, executions, atOnce }: Round) => {
    const play = known.get(machine) ?? ready(machine);
    known.set(machine, play);
    globalThis.gc?.(); // no side pays for what an earlier round has left
    const start = performance.now();
    const used = process.cpuUsage();
    const output = await playAll(play, executions, atOnce);
    const { user, system } = process.cpuUsage(used);
    const milliseconds = performance.now() - start;
    const processor = (user + system) / 1000;
    const peak = process.resourceUsage().maxRSS / 1024;
    globalThis.gc?.();
    const kept = process.memoryUsage().heapUsed / 2 ** 20;
    process.send?.({ milliseconds, processor, output, peak, kept } satisfies RoundResult);
  });
}

async function playAll(play: PlayOne, executions: number, atOnce: number): Promise<unknown> {
  let output: unknown;
  for (let played = 0; played < executions; played += atOnce) {
    const outputs = await Promise.all(Array.from({ length: atOnce }, play));
    output = outputs.at(-1);
  }
  return output;
}
