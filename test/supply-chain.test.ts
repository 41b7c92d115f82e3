import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { functionResources } from "./support/template.ts";

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  /** Where it comes from, where that is not the registry. */
  readonly resolved?: string;
  readonly hasInstallScript?: true;
  /** Only what develops it needs it. */
  readonly dev?: true;
  /** It lies in the archive of the package that needs it, under that one's hash. */
  readonly inBundle?: true;
}

function lockedIn(folder: string): Record<string, LockedPackage> {
  const file = new URL(`../${folder}package-lock.json`, import.meta.url);
  const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, LockedPackage> };
  const { "": _, ...others } = packages;
  return others;
}

const sha512 = /^sha512-[\w+/]{86}==$/;

describe.each(["", "scanners/", "bench/"])("%spackage-lock.json", (folder) => {
  const locked = Object.entries(lockedIn(folder));

  it("has a SHA-512 of every package", () => {
    expect(locked.length).toBeGreaterThan(5);
    const unproven = locked.filter(([, { integrity = "", inBundle }]) => !inBundle && !sha512.test(integrity));
    expect(unproven).toEqual([]);
  });

  it("takes packages from the registry alone, by their versions", () => {
    expect(locked.filter(([, { resolved, version }]) => resolved || !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
  });

  it("names its own dependencies by one version each", () => {
    const text = readFileSync(new URL(`../${folder}package.json`, import.meta.url), "utf8");
    const { dependencies, devDependencies = {} } = JSON.parse(text) as Record<string, Record<string, string>>;
    const wide = Object.values({ ...dependencies, ...devDependencies }).filter(
      (given) => !/^\d+\.\d+\.\d+$/.test(given),
    );
    expect(wide).toEqual([]);
  });
});

describe("what is deployed", async () => {
  const { metafile } = await build({
    entryPoints: functionResources.map(([, { Metadata }]) =>
      fileURLToPath(new URL(`../functions/${Metadata.BuildProperties.EntryPoints[0]}`, import.meta.url)),
    ),
    outdir: "unwritten",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? "ours"),
  );
  const packages = [...new Set(used)].filter((name) => name !== "ours").sort();

  it("is made of 35 packages at most", () => {
    expect(packages.length).toBeGreaterThan(5);
    expect(packages.length, packages.join(", ")).toBeLessThanOrEqual(35);
  });

  it("has nothing that runs a script when it is installed", () => {
    const locked = lockedIn("");
    expect(packages.filter((name) => !locked[name])).toEqual([]);
    expect(packages.filter((name) => locked[name]?.hasInstallScript)).toEqual([]);
  });

  it("is a dependency of production, so that the bill of materials has it", () => {
    expect(packages.filter((name) => lockedIn("")[name]?.dev)).toEqual([]);
  });
});
