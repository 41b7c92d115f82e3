/** How deep JSON may nest: as deep as Jackson, the reader of AWS's own SDK for Java, takes by default. What AWS takes it does not say. */
const deepest = 1_000;

/**
 * Reads JSON that somebody sent: `JSON.parse` takes any depth, and what then walks through it runs out of stack.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (text.length > deepest && depthOf(text) > deepest) throw new SyntaxError(`Nested deeper than ${deepest} levels`);
  return JSON.parse(text);
}

const quote = 0x22;
const backslash = 0x5c;

/** The deepest nesting of a text, if it is JSON. Brackets inside of strings count for nothing. */
function depthOf(text: string): number {
  let deepest = 0;
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === backslash) at++;
      else if (code === quote) isString = false;
    } else if (code === quote) isString = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}
