import { expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { definitions, type MachineName } from "./interpreter/machines.ts";
import { startPlayer } from "./interpreter/player.ts";
import type { RoundResult } from "./interpreter/rounds.ts";

const largestRatio = 0.6; // of our time to that of aws-local-stepfunctions
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
  { ours: "Pass, Choice, Task in JSONata", rivals: "Pass, Choice, Task in turn" },
];
const modes = [
  { mode: "one by one", atOnce: 1 },
  { mode: "all at once", atOnce: executions },
];

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of rounds that were played in turn: the best of each side, since what else the computer does only adds to it. */
function compared(pairs: readonly (readonly [ours: RoundResult, theirs: RoundResult])[]): Record<string, number> {
  const ours = Math.min(...pairs.map(([our]) => our.milliseconds));
  const theirs = Math.min(...pairs.map(([, their]) => their.milliseconds));
  const ratios = pairs.map(([our, their]) => our.milliseconds / their.milliseconds);
  return {
    "ours, ms": Math.round(ours),
    "theirs, ms": Math.round(theirs),
    ratio: Number((ours / theirs).toFixed(2)),
    "median ratio": Number(median(ratios).toFixed(2)),
  };
}

it("1,000 executions of ten states, histories kept, and by aws-local-stepfunctions 3.0.0", {
  timeout: 900_000,
}, async () => {
  const table: Record<string, Record<string, number>> = {};
  for (const machine of machines) {
    const ours = startPlayer(localAws);
    const rival = startPlayer(awsLocalStepFunctions);
    for (const { mode, atOnce } of modes) {
      const pairs: [RoundResult, RoundResult][] = [];
      for (let round = 0; round < rounds; round++) {
        // One after the other, so that what else the computer does slows both.
        const our = await ours({ machine: machine.ours, executions, atOnce });
        const their = await rival({ machine: machine.rivals, executions, atOnce });
        expect(our.output).toEqual(their.output);
        pairs.push([our, their]);
      }
      table[`${machine.ours}, ${mode}`] = compared(pairs);
    }
  }
  tellFigures(
    "interpreter",
    "1,000 executions of ten states, histories kept, and by aws-local-stepfunctions 3.0.0",
    table,
  );
  for (const [what, { ratio }] of Object.entries(table)) {
    if (!what.includes("JSONata")) expect.soft(ratio, what).toBeLessThanOrEqual(largestRatio);
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
