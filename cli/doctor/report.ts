import { styleText } from "node:util";
import { wrapped } from "../wrapped.ts";
import type { Examination } from "./examine.ts";
import type { Finding } from "./finding.ts";

/** How many findings there are of each kind. */
export type Totals = Readonly<Record<Finding["status"], number>>;

export function totalsOf({ findings }: Pick<Examination, "findings">): Totals {
  const totals = { ok: 0, warn: 0, fail: 0, unseen: 0 };
  for (const { status } of findings) totals[status] += 1;
  return totals;
}

const words = { ok: "ok", warn: "warn", fail: "fail", unseen: "?" } as const;
const colours = { ok: "green", warn: "yellow", fail: "red", unseen: "dim" } as const;
const statusWidth = 6;
const narrowest = 40; // on a terminal that is narrower, lines break by themselves

/** A line a finding, its fix below it; then how many there are of each kind. */
export function examinationText(examination: Examination, width: number): string {
  const { findings, product } = examination;
  const checkWidth = Math.max(...findings.map(({ check }) => check.length)) + 2;
  const hint = product === null ? ["A product's targets, settings and releases: ota doctor --product <name>"] : [];
  return [
    ...findings.flatMap((finding) => linesOf(finding, checkWidth, width)),
    "",
    totalsText(totalsOf(examination)),
    ...hint,
  ].join("\n");
}

function linesOf({ check, status, says, fix }: Finding, checkWidth: number, width: number): string[] {
  const head = styleText(colours[status], words[status].padEnd(statusWidth)) + check.padEnd(checkWidth);
  return [
    ...hanging(head, statusWidth + checkWidth, says, width),
    ...(fix === undefined ? [] : hanging(`${" ".repeat(statusWidth)}- `, statusWidth + 2, fix, width)),
  ];
}

/** Text behind its head; its further lines begin where it does. */
function hanging(head: string, indent: number, text: string, width: number): string[] {
  const [first = "", ...more] = wrapped(text, Math.max(width - indent, narrowest));
  return [head + first, ...more.map((line) => " ".repeat(indent) + line)];
}

function totalsText({ ok, warn, fail, unseen }: Totals): string {
  const parts = [`${ok} ok`, `${warn} to look at`, `${fail} to mend`, `${unseen} not seen`];
  return `${parts.filter((part) => !part.startsWith("0 ")).join(", ")}.`;
}
