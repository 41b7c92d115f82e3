import { expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { definitions, type MachineName } from "./interpreter/machines.ts";
import { startPlayer } from "./interpreter/player.ts";
import type { RoundResult } from "./interpreter/rounds.ts";

const largestRatio = 0.6; // of our time to that of aws-local-stepfunctions
const largestInJsonata = 2; // of our time in JSONata to its time in JSONPath: JSONata it does not play
const mostMemory = 400; // megabytes, for 10,000 executions and their histories
const executions = 1_000;
const rounds = 7;

const localAws = new URL("interpreter/local-aws.ts", import.meta.url);
const awsLocalStepFunctions = new URL("rivals/aws-local-stepfunctions.ts", import.meta.url);

/** The rival knows no JSONata: there it plays the machine that does the same in JSONPath. */
const machines: readonly { ours: MachineName; rivals: MachineName }[] = [
  { ours: "ten Pass", rivals: "ten Pass" },
  { ours: "Pass, Choice, Task in turn", rivals: "Pass, Choice, Task in turn" },
  { ours: "Pass, Choice, Wait, Task, Format in turn", rivals: "Pass, Choice, Wait, Task, Format in turn" },
  { ours: "Pass, Choice, Task in JSONata with $merge", rivals: "Pass, Choice, Task in turn" },
  { ours: "Pass, Choice, Task in JSONata with variables", rivals: "Pass, Choice, Task in turn" },
];
const modes = [
  { mode: "one by one", atOnce: 1 },
  { mode: "all at once", atOnce: executions },
];

/**
 * The best round of each side. It is the processor's time that is compared, for a computer that has more to do makes all
 * else a matter of luck; where it has not, both ratios are the same.
 */
function compared(ours: readonly RoundResult[], theirs: readonly RoundResult[]): Record<string, number> {
  const best = (results: readonly RoundResult[], what: "milliseconds" | "processor") =>
    Math.min(...results.map((result) => result[what]));
  const ratio = (what: "milliseconds" | "processor") => Number((best(ours, what) / best(theirs, what)).toFixed(2));
  return {
    "ours, ms": Math.round(best(ours, "processor")),
    "theirs, ms": Math.round(best(theirs, "processor")),
    ratio: ratio("processor"),
    "ratio by the clock": ratio("milliseconds"),
  };
}

it("1,000 executions of ten states, histories kept, and by aws-local-stepfunctions 3.0.0", {
  timeout: 900_000,
}, async () => {
  const table: Record<string, Record<string, number>> = {};
  for (const machine of machines) {
    const playOurs = startPlayer(localAws);
    const playTheirs = startPlayer(awsLocalStepFunctions);
    for (const { mode, atOnce } of modes) {
      const ours: RoundResult[] = [];
      const theirs: RoundResult[] = [];
      for (let round = 0; round < rounds; round++) {
        const our = await playOurs({ machine: machine.ours, executions, atOnce });
        const their = await playTheirs({ machine: machine.rivals, executions, atOnce });
        expect(our.output).toEqual(their.output);
        ours.push(our);
        theirs.push(their);
      }
      table[`${machine.ours}, ${mode}`] = compared(ours, theirs);
    }
  }
  tellFigures(
    "interpreter",
    "1,000 executions of ten states, histories kept, and by aws-local-stepfunctions 3.0.0",
    table,
  );
  for (const [what, { ratio }] of Object.entries(table)) {
    expect.soft(ratio, what).toBeLessThanOrEqual(what.includes("JSONata") ? largestInJsonata : largestRatio);
  }
});

it("the memory of 10,000 executions and their histories", { timeout: 900_000 }, async () => {
  const table: Record<string, Record<string, number>> = {};
  for (const machine of Object.keys(definitions) as MachineName[]) {
    const { peak, kept } = await startPlayer(localAws)({ machine, executions: 10_000, atOnce: 100 });
    table[machine] = { "kept, MB": Math.round(kept), "most, MB": Math.round(peak) };
  }
  tellFigures("interpreter-memory", "The memory of 10,000 executions and their histories", table);
  for (const [machine, memory] of Object.entries(table)) {
    expect.soft(memory["kept, MB"], machine).toBeLessThan(mostMemory);
    if (!machine.includes("JSONata")) expect.soft(memory["most, MB"], machine).toBeLessThan(mostMemory);
  }
});
