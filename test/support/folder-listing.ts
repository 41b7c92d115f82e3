import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";

/** All that is in a folder and below, but for what is below one of the `except`: each path's kind, size and time of change. */
export async function folderListing(
  folder: string,
  except: (path: string) => boolean = () => false,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !except(relative(folder, path)));
  const lines = await Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return `${relative(folder, path)} ${size} ${mtimeMs}`;
    }),
  );
  return lines.sort();
}
