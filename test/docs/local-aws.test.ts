import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { speedTable } from "../../scripts/local-aws/figures.ts";
import { operationsPage } from "../../scripts/local-aws/operations-page.ts";
import { localAwsPage, recordingsPart } from "../../scripts/local-aws/page.ts";
import { statements } from "../../scripts/local-aws/statements.ts";
import { partOf } from "../../scripts/written-part.ts";

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

// `node scripts/local-aws-page.ts --write` brings both up to date.

it("docs/local-aws.md has the counts, services and guesses that the code states", () => {
  expect(localAwsPage(page("local-aws.md"), statements)).toBe(page("local-aws.md"));
});

it("docs/local-aws.md has what came of the recorded executions when they were last played", () => {
  expect(partOf(page("local-aws.md"), recordingsPart)).toMatch(/Of \d+ executions that were recorded on AWS/);
});

it("docs/local-aws-operations.md has every operation as the code states it", () => {
  expect(operationsPage(statements)).toBe(page("local-aws-operations.md"));
});

it("figures of a benchmark become a table, with what they were measured on; those that a row does not have are left empty", () => {
  const table = { "put 1 GiB": { "ours, s": 2.1, ratio: 0.9 }, "get | 1 GiB": { "ours, s": 1 } };
  expect(speedTable({ title: "S3", table, computer: "a computer", node: "v24.0.0", date: "2026-11-24" })).toBe(
    "**S3** (2026-11-24, a computer, Node.js v24.0.0)\n\n" +
      "|  | ours, s | ratio |\n|---|---|---|\n| put 1 GiB | 2.1 | 0.9 |\n| get \\| 1 GiB | 1 |  |\n",
  );
});
