import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Another local AWS may still run what has been bundled anew since. In milliseconds of the computer's time, as files have it. */
const keptFor = 7 * 86_400_000;

/** Removes from a folder of bundles what no function's sources make any more and nobody made in the last seven days. */
export async function pruneBundles(directory: string, inUse: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const folder = path.join(directory, entry.name);
    if (!entry.isDirectory() || inUse.has(folder)) continue;
    const { mtimeMs } = await stat(folder);
    // biome-ignore lint/plugin: by which the computer dates files
    if (mtimeMs < Date.now() - keptFor) await rm(folder, { recursive: true, force: true });
  }
}
