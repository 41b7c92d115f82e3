import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { eventCases } from "../sam-local/event-cases.ts";

const page = readFileSync(new URL("../../docs/local-invoke.md", import.meta.url), "utf8");

it("docs/local-invoke.md has a line for each event, in their order, with what comes of it", () => {
  const lines = eventCases.map(
    ({ of, by, answers, throws }) =>
      `| ${of} | ${by} | ${throws ? `throws ${throws}` : `\`${JSON.stringify(answers)}\``} |`,
  );
  expect(page).toContain(`|---|---|---|\n${lines.join("\n")}\n\n`);
});
