import type { Corrected, Findings } from "./check.ts";

/** How many there are of each kind. */
export function counts({ same, corrected, different }: Findings) {
  return {
    recordings: same.length + corrected.length + different.length,
    same: same.length,
    corrected: corrected.length,
    different: different.length,
  };
}

/** The counts as one line. */
export function summary(findings: Findings): string {
  const { recordings, same, corrected, different } = counts(findings);
  return `${recordings} recordings: ${same} same, ${corrected} same once set right, ${different} different`;
}

/** What is wrong, a line each. */
export function faults({ different, needless }: Findings): string[] {
  return [
    ...different.flatMap(({ test, differences }) => differences.map((difference) => `${test}: ${difference}`)),
    ...needless.map((test) => `${test}: the exception is needless`),
  ];
}

/** Each recording that is set right before it is played, and why, as a table in Markdown, those of one reason together. */
export function listOfCorrected({ corrected }: Findings): string {
  const byReason = Object.entries(Object.groupBy(corrected, ({ reason }) => reason));
  const rows = byReason.flatMap(([reason, of = []]) => of.map((each) => row(reason, each)));
  return ["| recording | why it differs | as it stands |", "|---|---|---|", ...rows].join("\n");
}

const longestDifference = 120;

function row(reason: string, { test, differences: [first = ""] }: Corrected): string {
  const name = test.slice(test.lastIndexOf("::") + "::".length);
  const difference = first.length > longestDifference ? `${first.slice(0, longestDifference)}…` : first;
  const cells = [`\`${name}\``, reason, difference].map((cell) => cell.replaceAll("|", "\\|"));
  return `| ${cells.join(" | ")} |`;
}
