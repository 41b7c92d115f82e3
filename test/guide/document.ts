import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What commands and files a run, or a document, has. */
export interface Vocabulary {
  /** `iot create-stream` → its options. */
  readonly commands: ReadonlyMap<string, ReadonlySet<string>>;
  /** The shapes of JSON files, as `shapeOf` tells them. */
  readonly files: ReadonlySet<string>;
}

/** A vocabulary that grows. */
export interface UsedVocabulary extends Vocabulary {
  /** Takes in a command's words, and the JSON files of this directory that it was given. */
  note(words: readonly string[], directory: string): void;
}

/** Makes one that begins empty. */
export function createVocabulary(): UsedVocabulary {
  const commands = new Map<string, Set<string>>();
  const files = new Set<string>();
  return {
    commands,
    files,
    note(words, directory) {
      noteCommand(commands, words);
      const names = words.filter((word) => /^file:.*json$/.test(word)).map((word) => word.replace("file://", ""));
      for (const name of names) files.add(shapeOf(JSON.parse(readFileSync(join(directory, name), "utf8"))));
    },
  };
}

function noteCommand(commands: Map<string, Set<string>>, words: readonly string[]): void {
  const [service, operation] = words;
  const options = commands.get(`${service} ${operation}`) ?? new Set();
  for (const word of words) if (word.startsWith("--")) options.add(word);
  commands.set(`${service} ${operation}`, options);
}

/**
 * Checks that a document shows each command that was run, with each of its options, no command that was not, and each file.
 * @throws AssertionError that names what is missing, or too much
 */
export async function checkDocument(path: URL, used: Vocabulary): Promise<void> {
  const shown = vocabularyOf(await readFile(path, "utf8"));
  const words = ({ commands }: Vocabulary) =>
    [...commands].flatMap(([command, options]) => [command, ...[...options].map((one) => `${command} ${one}`)]).sort();
  assert.deepEqual(words(shown), words(used), "the document's commands are those that were run");
  const unshown = [...used.files].filter((shape) => !shown.files.has(shape));
  assert.deepEqual(unshown, [], "the document shows each file that was used");
}

/** The commands and JSON in a document's code blocks. */
function vocabularyOf(markdown: string): Vocabulary {
  const commands = new Map<string, Set<string>>();
  const files = new Set<string>();
  for (const { groups: { language, code = "" } = {} } of markdown.matchAll(
    /^```(?<language>\w*)\n(?<code>.*?)^```/gms,
  )) {
    if (language === "json") files.add(shapeOf(JSON.parse(code)));
    if (language !== "") continue;
    for (const line of code.replaceAll(/\\\n/g, " ").split("\n")) {
      const [program, ...words] = line.trim().split(/\s+/);
      if (program === "aws") noteCommand(commands, words);
    }
  }
  return { commands, files };
}

/** The names in a JSON value, without what they stand for: `[{fileId,s3Location:{bucket,key}}]`. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${shapeOf(value[0])}]`;
  if (typeof value !== "object" || value === null) return "";
  const members = Object.entries(value).map(([name, member]) => {
    const shape = shapeOf(member);
    return shape === "" ? name : `${name}:${shape}`;
  });
  return `{${members.sort().join()}}`;
}
