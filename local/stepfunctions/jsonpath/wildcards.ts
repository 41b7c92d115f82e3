/**
 * Whether a text is what `StringMatches` asks for: `*` stands for any characters, none among them, `\*` for a star and
 * `\\` for a backslash (https://states-language.net/#choice-state).
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const [first = "", ...others] = literalsOf(pattern);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const literal of others) {
    const found = text.indexOf(literal, at);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** The texts between the stars of a pattern. */
function literalsOf(pattern: string): string[] {
  if (!pattern.includes("\\")) return pattern.split("*");
  const literals = [""];
  for (const token of pattern.match(/\\[*\\]|./gs) ?? []) {
    if (token === "*") literals.push("");
    else literals.push(`${literals.pop()}${token.length > 1 ? token.slice(1) : token}`);
  }
  return literals;
}
