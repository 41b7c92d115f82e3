import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { readWaivers } from "../../scanners/waivers.ts";
import { template } from "../support/template.ts";

interface ScannedResource {
  readonly Metadata?: { readonly checkov?: { readonly skip: { readonly id: string }[] } };
}

const ofCheckov = (rules: readonly string[]) => rules.filter((rule) => rule.startsWith("CKV_")).sort();

it("checkov is told to skip what the template waives, and nothing else", () => {
  const config = parse(readFileSync(new URL("../../.checkov.yaml", import.meta.url), "utf8"));
  const beside = Object.entries(template.Resources as Record<string, ScannedResource>).flatMap(([id, { Metadata }]) =>
    (Metadata?.checkov?.skip ?? []).map(({ id: rule }) => `${id} ${rule}`),
  );
  const waivers = readWaivers(template);
  const isOfTypes = ({ about }: { about: string }) => about.startsWith("AWS::");
  expect(config["skip-check"]).toEqual(ofCheckov(waivers.filter(isOfTypes).flatMap(({ rules }) => rules)));
  expect(beside).toEqual(
    waivers
      .filter((waiver) => !isOfTypes(waiver))
      .flatMap(({ about, rules }) => ofCheckov(rules).map((rule) => `${about} ${rule}`)),
  );
});
