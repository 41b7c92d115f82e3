import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** The code that Lambda runs: a folder nobody changes any more. */
export interface Bundle {
  readonly directory: string;
  /** SHA-256 over its files, in base64, as `CodeSha256`. */
  readonly codeSha256: string;
  /** Bytes. */
  readonly codeSize: number;
}

/** A file of a bundle, by its path in it. */
export interface BundleFile {
  readonly path: string;
  readonly contents: Uint8Array;
}

/** Puts files into a folder of `directory` named after what they contain: the same content is the same folder. */
export async function writeBundle(directory: string, files: readonly BundleFile[]): Promise<Bundle> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.path}\0${file.contents.length}\0`).update(file.contents);
  const digest = hash.digest();
  const bundle = {
    directory: path.join(directory, digest.toString("hex").slice(0, 32)),
    codeSha256: digest.toString("base64"),
    codeSize: files.reduce((size, file) => size + file.contents.length, 0),
  };
  const draft = path.join(directory, `draft-${randomUUID()}`);
  for (const file of files) {
    await mkdir(path.dirname(path.join(draft, file.path)), { recursive: true });
    await writeFile(path.join(draft, file.path), file.contents);
  }
  try {
    await rename(draft, bundle.directory); // in one step: a folder is whole or not there, whoever shares `directory`
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!existsSync(bundle.directory)) throw error;
  }
  return bundle;
}
