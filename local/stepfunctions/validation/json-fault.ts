/** What is wrong with a text that should be JSON, in the words of AWS's parser where those are known; none when nothing is. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return wordFault(text) ?? fieldNameFault(text) ?? (error as Error).message;
  }
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
