/**
 * Plays executions that were recorded on AWS in the interpreter of local AWS, and prints every difference:
 *
 *   node scripts/check-recordings.ts <recordings.json> [--list | --json]
 *
 * The file holds an array of `{ test, definition, input, expected: { status, output?, error?, cause? }, events }`, `events`
 * being the types in their order. `recordings-exceptions.json` says, with reasons, where a recording is not what was
 * played on AWS and how to set that right: `--list` prints those as a table. `--json` prints the counts and nothing else.
 * Exit code 1 when anything differs after that, or an exception is needless.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check } from "./recordings/check.ts";
import type { Exception, Recording } from "./recordings/recording.ts";
import { counts, faults, listOfCorrected, summary } from "./recordings/told.ts";

const { values, positionals } = parseArgs({
  options: { list: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [file] = positionals;
if (!file) {
  console.error("Usage: node scripts/check-recordings.ts <recordings.json> [--list | --json]");
  process.exit(2);
}

const exceptions = read<Record<string, Exception>>(new URL("recordings-exceptions.json", import.meta.url));
const findings = await check(read<Recording[]>(file), exceptions);
const wrong = faults(findings);
for (const fault of wrong) console.error(fault);
if (values.list) console.log(`${listOfCorrected(findings)}\n`);
console.log(values.json ? JSON.stringify(counts(findings)) : summary(findings));
process.exitCode = wrong.length > 0 ? 1 : 0;

function read<Content>(path: string | URL): Content {
  return JSON.parse(readFileSync(path, "utf8")) as Content;
}
