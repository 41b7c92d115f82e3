import Table, { type HorizontalAlignment } from "cli-table3";

const noLines = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid"])
    .map((line) => [line, ""]),
);

/** One column: its head, and to which side its cells keep. */
export interface Column {
  readonly head: string;
  readonly align?: HorizontalAlignment;
}

/** Rows under their heads, two blanks between the columns; without colours or lines of its own. A line a row, none with blanks at its end. */
export function plainTable(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string[] {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align = "left" }) => align),
    chars: { ...noLines, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
