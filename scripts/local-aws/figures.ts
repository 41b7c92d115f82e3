import { readdirSync, readFileSync } from "node:fs";
import { type Figures, figuresFolder } from "../../bench/figures.ts";
import { table } from "./tables.ts";

/** What the benchmarks measured when they last ran, a table each, in Markdown. @throws Error when none has run */
export function speedTables(): string {
  const files = readdirSync(figuresFolder).filter((file) => file.endsWith(".json"));
  const all = files.sort().map((file) => JSON.parse(readFileSync(new URL(file, figuresFolder), "utf8")) as Figures);
  if (all.length === 0) throw new Error("No benchmark has left figures: npm run bench");
  return `\n${all.map(speedTable).join("\n")}\n`;
}

/** Figures that a row does not have are left empty. */
export function speedTable({ title, table: measured, computer, node, date }: Figures): string {
  const columns = [...new Set(Object.values(measured).flatMap((figures) => Object.keys(figures)))];
  const rows = Object.entries(measured).map(([what, figures]) => [what, ...columns.map((name) => figures[name] ?? "")]);
  return `**${title}** (${date}, ${computer}, Node.js ${node})\n\n${table(["", ...columns], rows)}`;
}
