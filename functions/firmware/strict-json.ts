/** The bytes are not JSON that everybody reads alike. The message says why. */
export class JsonInvalidError extends Error {
  override readonly name = "JsonInvalidError";
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const token = /"(?:[^"\\]|\\.)*"|[{}:]/g;

/**
 * Parses JSON that means the same to every reader: UTF-8 without a byte order mark, no key twice in one object, no
 * `__proto__`, no lone surrogates.
 * @throws JsonInvalidError
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (text.startsWith("\uFEFF")) throw new JsonInvalidError("it begins with a byte order mark");
  const value = parse(text);
  checkStrings(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new JsonInvalidError("it is not UTF-8", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new JsonInvalidError(text.trim() === "" ? "it is empty" : (cause as SyntaxError).message, { cause });
  }
}

/** Walks the tokens of valid JSON: a string that a colon follows is a key of the innermost open object. */
function checkStrings(text: string): void {
  const open: Set<string>[] = [];
  let last = "";
  for (const [next] of text.matchAll(token)) {
    if (next === "{") open.push(new Set());
    else if (next === "}") open.pop();
    else if (next === ":") checkKey(last, open.at(-1));
    else {
      last = JSON.parse(next);
      if (!last.isWellFormed()) throw new JsonInvalidError("it holds half a surrogate pair");
    }
  }
}

function checkKey(key: string, earlier: Set<string> | undefined): void {
  if (key === "__proto__") throw new JsonInvalidError("it has a key __proto__");
  if (earlier?.has(key)) throw new JsonInvalidError(`it has the key ${key} twice`);
  earlier?.add(key);
}
