import { existsSync } from "node:fs";
import path from "node:path";
import type { FunctionCode } from "./function.ts";

/**
 * Which files a bundle is made of, and where each goes in it (without extension). As with `sam build`, an entry point may leave
 * out `.ts` or `.js`, is the handler's file when there are none, and lands relative to the folder all entry points share.
 * @throws Error that names the entry point that does not exist
 */
export function entryPoints(code: FunctionCode): { from: string; to: string }[] {
  const files = namedEntryPoints(code).map((name) => existingFile(code.directory, name));
  const shared = sharedFolder(files.map((file) => path.dirname(file)));
  return files.map((file) => {
    const { dir, name } = path.parse(path.relative(shared, file));
    return { from: file, to: path.join(dir, name) };
  });
}

function namedEntryPoints({ buildProperties, handler }: FunctionCode): string[] {
  const named = buildProperties["EntryPoints"] ?? [handler.slice(0, handler.indexOf("."))];
  if (Array.isArray(named) && named.length > 0 && named.every((name) => typeof name === "string")) return named;
  throw new Error(`BuildProperties.EntryPoints is a list of files, not ${JSON.stringify(named)}`);
}

function existingFile(directory: string, name: string): string {
  const endings = path.extname(name) ? [""] : [".ts", ".js"];
  const file = endings
    .map((ending) => path.resolve(directory, name + ending))
    .find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`Entry point ${path.resolve(directory, name)} does not exist`);
  return file;
}

function sharedFolder(folders: string[]): string {
  return folders.reduce((shared, folder) => {
    let common = shared;
    while (path.relative(common, folder).startsWith("..")) common = path.dirname(common);
    return common;
  });
}
