import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A text of the template, and what is to stand there instead. */
export type Change = readonly [text: string, instead: string];

/**
 * Writes the project's template with changes; it is gone with the test. Functions and state machine stay the project's own.
 * @returns where it is
 * @throws Error for a text that does not stand in the template exactly once
 */
export async function changedTemplate(...changes: readonly Change[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "changed-template-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const template = await readFile(join(root, "template.yaml"), "utf8");
  const located = template
    .replace("CodeUri: functions/", `CodeUri: ${join(root, "functions/")}`)
    .replace("DefinitionUri: statemachine/", `DefinitionUri: ${join(root, "statemachine/")}`);
  const file = join(directory, "template.yaml");
  await writeFile(file, changes.reduce(changed, located));
  return file;
}

function changed(template: string, [text, instead]: Change): string {
  if (template.split(text).length !== 2)
    throw new Error(`The template does not have exactly one ${JSON.stringify(text)}`);
  return template.replace(text, () => instead);
}
