/** What is wrong with a text that should be JSON, in the words of AWS's parser where those are known; none when nothing is. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return wordFault(text) ?? fieldNameFault(text) ?? (error as Error).message;
  }
}

/** Where AWS's parser has stopped, of the faults whose words are known: `[Source: (String)"not json"; line: 1, column: 4]`. */
export function jsonFaultPlace(text: string): string | undefined {
  const end = /^\s*(?:[A-Za-z_]\w*|\{\s*[^"}\s])/.exec(text)?.[0];
  if (end === undefined || (wordFault(text) ?? fieldNameFault(text)) === undefined) return undefined;
  const lines = end.split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `[Source: (String)"${quotedSource(text)}; line: ${lines.length}, column: ${column}]`;
}

const longestSource = 500;

function quotedSource(text: string): string {
  const cut = text.length - longestSource;
  return cut > 0 ? `${text.slice(0, longestSource)}"[truncated ${cut} chars]` : `${text}"`;
}

function wordFault(text: string): string | undefined {
  const word = /^\s*([A-Za-z_]\w*)/.exec(text)?.[1];
  if (!word || ["true", "false", "null"].includes(word)) return undefined;
  return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
}

function fieldNameFault(text: string): string | undefined {
  const character = /^\s*\{\s*([^"}\s])/.exec(text)?.[1];
  if (!character) return undefined;
  return `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting double-quote to start field name`;
}
