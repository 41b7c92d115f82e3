import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** Writes a file with bytes of its own, and its directories; gives the bytes. */
export async function writeRandom(path: string, size: number): Promise<Buffer> {
  const bytes = randomBytes(size);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return bytes;
}

/** All that is in a directory and below: what each file, by its name from there, contains. */
export async function contentOf(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) => [relative(directory, path), await readFile(path, "base64")] as const;
  return new Map(await Promise.all(files.sort().map(read)));
}
