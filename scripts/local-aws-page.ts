/**
 * Holds `docs/local-aws.md` and `docs/local-aws-operations.md` against what the code says of itself:
 *
 *   node scripts/local-aws-page.ts [--recordings <recordings.json>] [--write]
 *   node scripts/local-aws-page.ts --figures --write
 *
 * Operations and guesses are counted where they are stated, in each service's `played.ts`; what is not played by the SDKs'
 * models; behaviours where the tests have them. Recorded executions are no part of the project: they are played, and counted, when
 * their file is given. Speed is what `npm run bench` has measured: `--figures` takes it from where that left it, for another run
 * has others.
 * `--write` writes what differs; without it that is an error, exit code 1.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { speedTables } from "./local-aws/figures.ts";
import { operationsPage } from "./local-aws/operations-page.ts";
import { localAwsPage, recordingsPart, speedPart } from "./local-aws/page.ts";
import { recordingsSentence } from "./local-aws/recordings.ts";
import { statements } from "./local-aws/statements.ts";
import { type WrittenPart, withPart } from "./written-part.ts";

const { values } = parseArgs({
  options: {
    recordings: { type: "string" },
    figures: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const { recordings } = values;

/** What only this run knows, or the page keeps what it has. */
const measured: (readonly [part: WrittenPart, text: string])[] = [];
if (recordings !== undefined) measured.push([recordingsPart, await recordingsSentence(recordings)]);
if (values.figures) measured.push([speedPart, speedTables()]);

const pages: readonly (readonly [name: string, wanted: (current: string) => string])[] = [
  ["local-aws.md", (current) => withMeasured(localAwsPage(current, statements))],
  ["local-aws-operations.md", () => operationsPage(statements)],
];

for (const [name, wanted] of pages) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  const current = readFileSync(file, "utf8");
  const right = wanted(current);
  if (right === current) continue;
  if (values.write) writeFileSync(file, right);
  else {
    console.error(`docs/${name} is not up to date: node scripts/local-aws-page.ts --write`);
    process.exitCode = 1;
  }
}

function withMeasured(page: string): string {
  return measured.reduce((text, [part, written]) => withPart(text, part, written), page);
}
