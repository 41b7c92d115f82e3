import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Grant } from "../../local/iam/grants.ts";
import type { DeployedNames, RecordLine } from "../../local/iam/record.ts";
import { plainGrant, plainHolder, plainNames } from "./plain-names.ts";

/** What somebody asked for and nobody granted. */
export interface Denial {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
}

/** What all local AWS of a run have noted, by the template's names, each once. */
export interface Records {
  readonly granted: readonly Grant[];
  readonly used: readonly Grant[];
  readonly denied: readonly Denial[];
}

/** @throws Error when there is no record */
export function readRecords(directory: string): Records {
  const files = readdirSync(directory).filter((name) => name.endsWith(".jsonl"));
  if (files.length === 0)
    throw new Error(`There is no record in ${directory}: run the tests with PERMISSIONS_RECORD=${directory}`);
  const all = files.map((name) => readRecord(join(directory, name)));
  return {
    granted: distinct(all.flatMap(({ granted }) => granted)),
    used: distinct(all.flatMap(({ used }) => used)),
    denied: distinct(all.flatMap(({ denied }) => denied)),
  };
}

function readRecord(file: string): Records {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  const read = lines.map((line) => JSON.parse(line) as RecordLine);
  const plain = plainNames(namesIn(read));
  return {
    granted: read.flatMap((line) => ("granted" in line ? plainGrant(line.granted, plain) : [])),
    used: read.flatMap((line) => ("used" in line ? plainGrant(line.used, plain) : [])),
    denied: read.flatMap((line) => ("denied" in line ? plainDenial(line.denied, plain) : [])),
  };
}

/** By which names things went in one local AWS, which may have deployed its stack several times. */
function namesIn(lines: readonly RecordLine[]): DeployedNames {
  const stacks = lines.flatMap((line) => ("stack" in line ? line.stack : []));
  return {
    parameters: Object.assign({}, ...stacks.map(({ parameters }) => parameters)),
    resources: Object.assign({}, ...stacks.map(({ resources }) => resources)),
  };
}

function plainDenial({ who, action, resource }: Denial, plain: (text: string) => string): Denial {
  return { who: plainHolder(who, plain), action, resource: plain(resource) };
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
