/**
 * Prints a bill of materials of what is deployed, in CycloneDX's JSON: every package that the functions may be bundled from.
 *
 *   node scripts/sbom.ts > sbom.json
 *
 * npm writes it, offline, of the lockfile without what is only for development: `npm sbom --omit dev` leaves out as well what both
 * are made of.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Manifest {
  readonly devDependencies?: unknown;
  readonly [name: string]: unknown;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, Manifest & { readonly dev?: true; readonly devOptional?: true }>>;
}

function read<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")) as Content;
}

function deployed({ devDependencies: _, ...manifest }: Manifest): Manifest {
  return manifest;
}

const lockfile = read<Lockfile>("package-lock.json");
const packages = Object.entries(lockfile.packages)
  .filter(([, { dev, devOptional }]) => !dev && !devOptional)
  .map(([path, locked]) => [path, path === "" ? deployed(locked) : locked]);

const temporary = mkdtempSync(join(tmpdir(), "sbom-"));
const folder = join(temporary, String(lockfile.packages[""]?.["name"])); // npm calls the whole after its folder
try {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify(deployed(read<Manifest>("package.json"))));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }),
  );
  const words = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx", "--sbom-type", "application"];
  execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
} finally {
  rmSync(temporary, { recursive: true });
}
