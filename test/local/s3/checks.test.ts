import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { s3Checks } from "./checks.ts";

/** The quoted texts of a file of tests: names of tests, and of the cases that a test is made for. */
function namesIn(file: string): ReadonlySet<string | undefined> {
  const source = readFileSync(new URL(`${file}.test.ts`, import.meta.url), "utf8");
  expect(source).not.toMatch(/\b(?:it|describe)\.(?:skip|todo|only)\b/);
  return new Set([...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text));
}

describe("what S3 has to do", () => {
  it.each(s3Checks)("$says", ({ shownBy }) => {
    for (const [file, name] of shownBy) expect(namesIn(file), `${file}: ${name}`).toContain(name);
  });

  it("is said once", () => {
    expect(new Set(s3Checks.map(({ says }) => says)).size).toBe(s3Checks.length);
    const shown = s3Checks.flatMap(({ shownBy }) => shownBy.map(([file, name]) => `${file}: ${name}`));
    expect(new Set(shown).size).toBe(shown.length);
  });
});
