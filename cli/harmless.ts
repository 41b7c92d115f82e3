import { printable } from "../functions/firmware/printable.ts";

/** Text of any length as `printable` has it, and so fit for a terminal, but never cut: escaped, 24 characters stay below its limit. */
export function harmless(text: string): string {
  return (text.match(/.{1,24}/gsu) ?? []).map(printable).join("");
}
