/**
 * Holds what the template grants against what a run of the tests has used:
 *
 *   export PERMISSIONS_RECORD=node_modules/.cache/ota-pipeline/permissions
 *   npm test && npm run test:commands
 *   node scripts/permissions.ts node_modules/.cache/ota-pipeline/permissions [--write]
 *
 * Tells what is granted and was never used, and what was asked for and is not granted; both have to be empty but for the
 * remainder that stands in `scripts/permissions/remainder.ts`. `docs/security.md` has to have the tables as they are:
 * `--write` puts them there. Exit code 1 when anything is wrong.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { readRecords } from "./permissions/read-records.ts";
import { type Kept, remainder } from "./permissions/remainder.ts";
import { permissionTables, withTables } from "./permissions/table.ts";
import { type Unused, unusedOf } from "./permissions/unused.ts";

const page = new URL("../docs/security.md", import.meta.url);
const [directory = "node_modules/.cache/ota-pipeline/permissions", ...flags] = process.argv.slice(2);

const { granted, used, denied } = readRecords(directory);
const unused = unusedOf(granted, used);
const isKept = (part: Unused, { holder, statement, name }: Kept) =>
  part.holder === holder && part.statement === statement && part.name === name;
const superfluous = unused.filter((part) => !remainder.some((kept) => isKept(part, kept)));
const outdated = remainder.filter((kept) => !unused.some((part) => isKept(part, kept)));

const findings = [
  ...superfluous.map(
    ({ holder, policy, statement, kind, name }) => `never used: ${holder}, ${policy}, ${statement}: ${kind} ${name}`,
  ),
  ...denied.map(({ who, action, resource }) => `not granted: ${who}: ${action} on ${resource}`),
  ...outdated.map(
    ({ holder, statement, name }) => `in the remainder, but used or not granted: ${holder}, ${statement}: ${name}`,
  ),
];
const current = readFileSync(page, "utf8");
const wanted = withTables(current, permissionTables(granted, remainder));
if (flags.includes("--write")) writeFileSync(page, wanted);
else if (wanted !== current) findings.push("docs/security.md has other tables: node scripts/permissions.ts --write");

for (const finding of findings) console.error(finding);
const counts = `${granted.length} grants, ${unused.length} of them in the remainder, ${denied.length} calls denied`;
console.log(findings.length === 0 ? counts : `${counts}; ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
