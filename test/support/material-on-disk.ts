import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/**
 * Writes files into a folder of their own, for the test that calls it.
 * @param files by their paths in it; what is no text is written as JSON
 * @returns what makes a path of one in it
 */
export function materialOnDisk(
  files: Readonly<Record<string, string | Uint8Array | object>>,
): (...names: string[]) => string {
  const directory = mkdtempSync(join(tmpdir(), "material-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    const isRaw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path, isRaw ? content : JSON.stringify(content));
  }
  return (...names) => join(directory, ...names);
}
