import { printable } from "../functions/firmware/printable.ts";

/** Lines of text, fit for a terminal: what could hide, forge or clear some of it is written out. Lines stay lines, backslashes as they are. */
export function harmlessLines(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Text of any length as `printable` has it, and so fit for a terminal, but never cut: escaped, 24 characters stay below its limit. */
export function harmless(text: string): string {
  return (text.match(/.{1,24}/gsu) ?? []).map(printable).join("");
}
