import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Bundle } from "./bundle.ts";

/** Remembers, across runs, which bundle was made of which sources. */
export interface BundleRecords {
  /** The bundle made under this key, if all its sources are still what they were. */
  find(key: string, digests: FileDigests): Promise<Bundle | undefined>;
  keep(key: string, bundle: Bundle, sources: readonly string[], digests: FileDigests): Promise<void>;
  /** The folders of all bundles that are remembered. */
  folders(): Promise<ReadonlySet<string>>;
}

/** SHA-256 of a file, read once; `missing` when it cannot be read. */
export type FileDigests = (file: string) => Promise<string>;

interface BundleRecord {
  readonly bundle: Bundle;
  /** By absolute path. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Files `<directory>/<hash of the key>.json`. */
export function createBundleRecords(directory: string): BundleRecords {
  const fileOf = (key: string) => path.join(directory, `${sha256(key).slice(0, 32)}.json`);
  return {
    async find(key, digests) {
      const record = await readRecord(fileOf(key));
      if (!record || !existsSync(record.bundle.directory)) return undefined;
      const unchanged = await Promise.all(
        Object.entries(record.sources).map(async ([file, digest]) => (await digests(file)) === digest),
      );
      return unchanged.includes(false) ? undefined : record.bundle;
    },
    async keep(key, bundle, sources, digests) {
      const entries = await Promise.all(sources.map(async (file) => [file, await digests(file)] as const));
      const record: BundleRecord = { bundle, sources: Object.fromEntries(entries) };
      await mkdir(directory, { recursive: true });
      const draft = `${fileOf(key)}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify(record));
      await rename(draft, fileOf(key));
    },
    async folders() {
      const files = (await readdir(directory)).filter((file) => file.endsWith(".json"));
      const all = await Promise.all(files.map((file) => readRecord(path.join(directory, file))));
      return new Set(all.flatMap((record) => (record ? [record.bundle.directory] : [])));
    },
  };
}

async function readRecord(file: string): Promise<BundleRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as BundleRecord;
  } catch {
    return undefined; // never bundled, or cut short: bundle again
  }
}

/** Digests of files as they are now, each read at most once. */
export function fileDigests(): FileDigests {
  const known = new Map<string, Promise<string>>();
  return (file) => {
    const digest = known.get(file) ?? readFile(file).then(sha256, () => "missing");
    known.set(file, digest);
    return digest;
  };
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
