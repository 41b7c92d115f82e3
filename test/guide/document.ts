import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** What commands and files a run, or a document, has. */
export interface Vocabulary {
  /** `iot create-stream` → its options. */
  readonly commands: ReadonlyMap<string, ReadonlySet<string>>;
  /** The shapes of JSON files, as `shapeOf` tells them. */
  readonly files: ReadonlySet<string>;
}

/** Collects what a run uses. */
export function createVocabulary() {
  const commands = new Map<string, Set<string>>();
  const files = new Set<string>();
  return {
    commands,
    files,
    noteCommand(words: readonly string[]): void {
      const [service = "", operation = ""] = words;
      const options = commands.get(`${service} ${operation}`) ?? new Set();
      for (const word of words) if (word.startsWith("--")) options.add(word);
      commands.set(`${service} ${operation}`, options);
    },
    noteFile(content: unknown): void {
      files.add(shapeOf(content));
    },
  };
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
  const vocabulary = createVocabulary();
  for (const { groups: { language, code = "" } = {} } of markdown.matchAll(
    /^```(?<language>\w*)\n(?<code>.*?)^```/gms,
  )) {
    if (language === "json") vocabulary.noteFile(JSON.parse(code));
    if (language !== "bash") continue;
    for (const line of code.replaceAll(/\\\n/g, " ").split("\n")) {
      const [program, ...words] = line.trim().split(/\s+/);
      if (program === "aws") vocabulary.noteCommand(words);
    }
  }
  return vocabulary;
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
