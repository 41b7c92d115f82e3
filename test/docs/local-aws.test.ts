import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
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
