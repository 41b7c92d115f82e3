/**
 * Runs every scanner on the translated template, and prints what they find in one table:
 *
 *   node scanners/scan.ts <translated template> <Python with cfn-lint> <Python with checkov>
 *
 * Exit code 1 when a finding is not waived, or a waiver is needless. `scripts/scan` installs, translates and runs this.
 */
import { readFileSync } from "node:fs";
import { plainTable } from "../cli/plain-table.ts";
import { cdkNag } from "./cdk-nag.ts";
import { cfnGuard } from "./cfn-guard.ts";
import { cfnLint } from "./cfn-lint.ts";
import { checkov } from "./checkov.ts";
import { judge, mostWaivers, needless, readWaivers, type Template } from "./waivers.ts";

const [templateFile, linterPython, checkovPython] = process.argv.slice(2);
if (!templateFile || !linterPython || !checkovPython) {
  console.error("Usage: node scanners/scan.ts <translated template> <Python with cfn-lint> <Python with checkov>");
  process.exit(2);
}

const waivers = readWaivers(JSON.parse(readFileSync(templateFile, "utf8")) as Template);
const reports = [
  cfnLint(templateFile, linterPython),
  ...cdkNag(templateFile),
  cfnGuard(templateFile),
  checkov(templateFile, checkovPython),
];
const judged = reports.map((report) => ({ ...report, ...judge(report.findings, waivers) }));
const unwaived = judged.flatMap(({ unwaived }) => unwaived);
const mistaken = needless(
  waivers,
  reports.flatMap(({ findings }) => findings),
);

const number = { align: "right" } as const;
const table = plainTable(
  [{ head: "scanner" }, ...["rules", "findings", "waived", "unwaived"].map((head) => ({ head, ...number }))],
  judged.map(({ scanner, rules, findings, ...left }) => [
    scanner,
    rules,
    findings.length,
    left.waived.length,
    left.unwaived.length,
  ]),
);
console.log(table.join("\n"));
console.log(`\n${waivers.length} waivers, of at most ${mostWaivers}; each has its reason in template.yaml`);
for (const { rule, resource, message } of unwaived)
  console.log(`\n${resource || "the template"}: ${rule}\n  ${message}`);
for (const waiver of mistaken) console.log(`\nA needless waiver of ${waiver}`);
process.exitCode = unwaived.length + mistaken.length === 0 ? 0 : 1;
