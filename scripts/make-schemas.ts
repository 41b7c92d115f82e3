/**
 * Writes schemas/*.schema.json, the JSON Schemas of release.json and products/<product>.json, from the code's own schemas, and
 * the table of their fields in docs/releasing.md:
 *
 *   node scripts/make-schemas.ts
 *
 * A test says when they are to be written again.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withFieldTable } from "./field-table.ts";
import { jsonSchemas } from "./json-schemas.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const schemas = jsonSchemas();

mkdirSync(`${root}schemas`, { recursive: true });
for (const [what, schema] of Object.entries(schemas)) {
  const file = `schemas/${what}.schema.json`;
  const input = JSON.stringify(schema, null, 2);
  const biome = [`${root}node_modules/@biomejs/biome/bin/biome`, "format", `--stdin-file-path=${file}`];
  write(file, execFileSync(process.execPath, biome, { input, cwd: root, encoding: "utf8" }));
}
const page = "docs/releasing.md";
write(page, withFieldTable(readFileSync(`${root}${page}`, "utf8"), schemas));

function write(file: string, content: string): void {
  writeFileSync(`${root}${file}`, content);
  console.log(`${file} is written`);
}
