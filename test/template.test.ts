import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { earlierMachine, earlierVersions } from "./support/earlier-machines.ts";
import { allStates, definitionText } from "./support/firmware-update.ts";
import { functionResources, template } from "./support/template.ts";

const functionsFolder = new URL("../functions/", import.meta.url);

/** A function and all it imports, as one text, without what it does not use. */
async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(file, functionsFolder).pathname],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  return outputFiles[0]?.text ?? "";
}

describe("template.yaml", () => {
  it("has a resource for each function, and a function for each resource", () => {
    const files = readdirSync(functionsFolder).filter((file) => file.endsWith(".ts"));
    expect(functionResources.map(([, { Metadata }]) => Metadata.BuildProperties.EntryPoints[0]).sort()).toEqual(
      files.sort(),
    );
  });

  it.each(functionResources)(
    "names %s like its file, and calls the handler in it",
    (logicalId, { Metadata, Properties }) => {
      const file = Metadata.BuildProperties.EntryPoints[0] ?? "";
      const pascal = file.replace(".ts", "").replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
      expect(logicalId).toBe(`${pascal}Function`);
      expect(Properties.Handler).toBe(file.replace(".ts", ".handler"));
      expect(readFileSync(new URL(file, functionsFolder), "utf8")).toMatch(/export const handler\b/);
    },
  );

  it.each(functionResources)("gives %s the settings it reads, and no others", async (_, { Metadata, Properties }) => {
    const text = await bundled(Metadata.BuildProperties.EntryPoints[0] ?? "");
    const read = new Set([...text.matchAll(/\bsetting\("([A-Z_]+)"\)/g)].map(([, name]) => name));
    expect(Object.keys(Properties.Environment?.Variables ?? {}).sort()).toEqual([...read].sort());
  });

  it("substitutes what the state machine's file leaves open, and nothing else", () => {
    const machine = template.Resources["FirmwareUpdateStateMachine"]?.Properties ?? {};
    const substituted = machine["DefinitionSubstitutions"] as Record<string, { "Fn::GetAtt": string }>;
    const open = new Set([...definitionText.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect(Object.keys(substituted).sort()).toEqual([...open].sort());
    for (const [name, value] of Object.entries(substituted)) {
      expect(value["Fn::GetAtt"]).toBe(name.replace(/Arn$/, ".Arn"));
      expect(Object.keys(template.Resources)).toContain(name.replace(/Arn$/, ""));
    }
  });

  it.each(earlierVersions)("still has every function that executions of %s's state machine call", (version) => {
    const machine = template.Resources["FirmwareUpdateStateMachine"]?.Properties ?? {};
    const text = readFileSync(new URL(`../${earlierMachine(version)}`, import.meta.url), "utf8");
    const called = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(machine["DefinitionSubstitutions"] as object)).toEqual(expect.arrayContaining(called));
  });

  it("refers only to what it has", () => {
    const madeBySam = functionResources.flatMap(([name, { Properties }]) =>
      ["Role", ...Object.keys(Properties.Events ?? {})].map((made) => name + made),
    );
    const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters), ...madeBySam]);
    const text = JSON.stringify(template);
    const references = [
      ...[...text.matchAll(/\{"Ref":"([^"]+)"\}/g)].map(([, name]) => name),
      ...[...text.matchAll(/\{"Fn::GetAtt":"([^".]+)\.[^"]+"\}/g)].map(([, name]) => name),
      ...[...text.matchAll(/\{"Fn::Sub":"([^"]+)"\}/g)].flatMap(([, pattern = ""]) =>
        [...pattern.matchAll(/\$\{([^}.]+)[^}]*\}/g)].map(([, name]) => name),
      ),
    ];
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((name = "") => !name.startsWith("AWS::") && !known.has(name))).toEqual([]);
  });
});

describe("an error the state machine knows by name", () => {
  const names = new Set(
    allStates.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap((rule) => (rule as { ErrorEquals: string[] }).ErrorEquals),
    ),
  );
  const ofAws = /^(States|Lambda|Sandbox|Runtime)\./;
  const thrown = readdirSync(functionsFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(new URL(file, functionsFolder), "utf8").matchAll(/override readonly name = "(\w+)"/g),
    ])
    .map(([, name]) => name);

  it.each([...names].filter((name) => !ofAws.test(name)))("%s is one that a function throws", (name) => {
    expect(thrown).toContain(name);
  });
});
