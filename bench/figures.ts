import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** Figures as rows and columns: what was measured, and what came of it. */
export type FigureTable = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

/** What a benchmark has measured, and on what. */
export interface Figures {
  /** What is measured, as a heading: `The front of AWS's APIs`. */
  readonly title: string;
  readonly table: FigureTable;
  readonly computer: string;
  readonly node: string;
  /** `2026-11-24` */
  readonly date: string;
}

/** Where benchmarks leave their figures, a file each, for `scripts/local-aws-page.ts --figures`. */
export const figuresFolder = new URL("../node_modules/.cache/ota-pipeline/figures/", import.meta.url);

/** Prints a benchmark's figures, and leaves them for `docs/local-aws.md`. @param name the file's, without its ending */
export function tellFigures(name: string, title: string, table: FigureTable): void {
  console.table(table);
  const computer = cpus()[0]?.model ?? "an unknown computer";
  const figures: Figures = {
    title,
    table,
    computer,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
  mkdirSync(figuresFolder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, figuresFolder), JSON.stringify(figures, undefined, 2));
}
