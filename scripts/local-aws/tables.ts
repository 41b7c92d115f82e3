import type { Guess } from "../../local/played.ts";
import { type Count, sumOf } from "./counts.ts";
import type { Statement } from "./statements.ts";

/** A table in Markdown: its heads, and its rows' cells. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [
    row(heads),
    `|${heads.map(() => "---").join("|")}|`,
    ...rows.map((cells) => row(cells.map((cell) => String(cell).replaceAll("|", "\\|")))),
  ];
  return `${lines.join("\n")}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

export function countsTable(counts: readonly Count[]): string {
  return table(
    ["", "count", "counted in"],
    counts.map(({ what, count, where }) => [what, count, where]),
  );
}

/** A row for each service, with a link to its operations. */
export function servicesTable(statements: readonly Statement[], operationsPage: string): string {
  const rows = statements.filter(hasOperations).map((statement) => {
    const { whole, half, notPlayed, guesses } = sumOf([statement]);
    const { service, scope } = statement;
    return [`[${service}](${operationsPage}#${anchorOf(service)})`, scope, whole, half, notPlayed, guesses];
  });
  const { whole, half, notPlayed, guesses } = sumOf(statements);
  return table(
    ["service", "what there is of it", "whole", "half", "not played", "guesses"],
    [...rows, ["**all**", "", whole, half, notPlayed, guesses]],
  );
}

export function guessesTable(statements: readonly Statement[]): string {
  const rows = statements.flatMap(({ service, guesses }) =>
    guesses.map((guess) => [service, aboutOf(guess), guess.what, guess.silent, `\`${guess.id}\``]),
  );
  return table(["service", "about", "what is played here", "what does not tell", "its name"], rows);
}

export function hasOperations({ operations }: Statement): boolean {
  return Object.keys(operations).length > 0;
}

export function aboutOf({ about }: Guess): string {
  return about.map((name) => `\`${name}\``).join(", ");
}

/** What GitHub makes of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
