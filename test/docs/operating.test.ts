import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { template } from "../support/template.ts";

const page = readFileSync(new URL("../../docs/operating.md", import.meta.url), "utf8");

it("docs/operating.md says of every alarm what one does, and of no other", () => {
  const section = page.slice(page.indexOf("## Alarms"), page.indexOf("## When something needs a hand"));
  const told = [...section.matchAll(/^\| ([A-Z]\w+(?:, [A-Z]\w+)*) \|/gm)].flatMap(([, names = ""]) =>
    names.split(", "),
  );
  const alarms = Object.entries(template.Resources).filter(([, { Type }]) => Type === "AWS::CloudWatch::Alarm");
  expect(told.sort()).toEqual(alarms.map(([name]) => name).sort());
});
