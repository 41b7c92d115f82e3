import { withPart } from "../written-part.ts";
import { countsOf } from "./counts.ts";
import type { Statement } from "./statements.ts";
import { countsTable, guessesTable, servicesTable } from "./tables.ts";

const end = "<!-- Here it ends. -->";

/** A part of the page that `scripts/local-aws-page.ts --write` writes. */
function part(name: string) {
  return { begin: `<!-- ${name}: written by scripts/local-aws-page.ts --write. -->\n`, end };
}

/** Counts of recordings need the recordings, which are no part of this project: the page keeps those of the last time they were there. */
export const recordingsPart = {
  begin: "<!-- Recordings: written by scripts/local-aws-page.ts --write --recordings <recordings.json>. -->\n",
  end,
};

/** As are figures: the page keeps those of the benchmarks' last run that was asked for. */
export const speedPart = {
  begin: "<!-- Speed: written by scripts/local-aws-page.ts --write --figures, from what npm run bench measured. -->\n",
  end,
};

/** `docs/local-aws.md` with its tables as they are to be. @throws Error where it has no place for one */
export function localAwsPage(page: string, statements: readonly Statement[]): string {
  const texts: Readonly<Record<string, string>> = {
    Counts: countsTable(countsOf(statements)),
    Services: servicesTable(statements, "local-aws-operations.md"),
    Guesses: guessesTable(statements),
  };
  return Object.entries(texts).reduce((text, [name, written]) => withPart(text, part(name), `\n${written}\n`), page);
}
