const longest = 256;
const unprintable = /(?! )[\p{C}\p{Z}\\]/u; // control, bidi and zero-width characters, lone surrogates, spaces that are no space

/**
 * A value from outside, fit for a message or a log line: whatever could hide, forge or break text is written out
 * (`\u{202e}`), and what remains is cut at 256 characters, never in the middle of one.
 */
export function printable(value: string): string {
  let shown = "";
  for (const character of value) {
    const next = unprintable.test(character) ? escaped(character) : character;
    if (shown.length + next.length >= longest) return `${shown}…`;
    shown += next;
  }
  return shown;
}

function escaped(character: string): string {
  return character === "\\" ? "\\\\" : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
