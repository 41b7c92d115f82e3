/**
 * Writes schemas/*.schema.json, the JSON Schemas of release.json and products/<product>.json, from the code's own schemas:
 *
 *   node scripts/make-schemas.ts
 *
 * A test says when they are to be written again.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonSchemas } from "./json-schemas.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

mkdirSync(`${root}schemas`, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
  const file = `schemas/${name}`;
  const input = JSON.stringify(schema, null, 2);
  const biome = [`${root}node_modules/@biomejs/biome/bin/biome`, "format", `--stdin-file-path=${file}`];
  writeFileSync(`${root}${file}`, execFileSync(process.execPath, biome, { input, cwd: root }));
  console.log(`${file} is written`);
}
