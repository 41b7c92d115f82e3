import type { SweepReport, SweptThing } from "../functions/firmware/sweep.ts";
import { harmless } from "./harmless.ts";
import { plainTable } from "./plain-table.ts";
import { counted } from "./wording.ts";

const columns = [{ head: "release" }, { head: "what" }, { head: "why" }];

/** What a sweep did, or would do, as a table each for what goes and what stays. */
export function sweepText({ dryRun, looked, swept, left, stoppedAfter }: SweepReport): string {
  const places = counted(looked, "place"); // a release each, and where things without a release may lie
  const time = "Its time was up before it had seen all: the next sweep goes on there.";
  return [
    dryRun ? `Nothing was changed. It looked at ${places}.` : `It looked at ${places}.`,
    ...(stoppedAfter === undefined ? [] : [time]),
    ...table(dryRun ? "It would sweep" : "Swept", swept),
    ...table("It stays for now", left),
    ...(swept.length + left.length === 0 ? ["There is nothing to sweep."] : []),
  ].join("\n");
}

function table(title: string, things: readonly SweptThing[]): string[] {
  if (things.length === 0) return [];
  const rows = things.map(({ release, what, why }) => [release, what, harmless(why)]);
  return ["", `${title}:`, ...plainTable(columns, rows).map((line) => `  ${line}`)];
}
