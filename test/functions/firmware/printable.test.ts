import { describe, expect, it } from "vitest";
import { printable } from "../../../functions/firmware/printable.ts";

describe("a printable value", () => {
  it.each([
    ["plain text, as it is", "firmware/thermostat/1.4.0/my app+v1.bin", "firmware/thermostat/1.4.0/my app+v1.bin"],
    ["letters of all scripts", "термостат ü 🔥", "термостат ü 🔥"],
    ["a newline", "a\nb", "a\\u{a}b"],
    ["NUL, DEL and an escape sequence", "\0\x7f\x1b[31m", "\\u{0}\\u{7f}\\u{1b}[31m"],
    ["a bidi override", "app\u202Enib.exe", "app\\u{202e}nib.exe"],
    ["a zero-width space and a byte order mark", "a\u200Bb\uFEFF", "a\\u{200b}b\\u{feff}"],
    ["spaces that only look like one", "a\u00A0b\u2028c", "a\\u{a0}b\\u{2028}c"],
    ["a lone surrogate", "a\uD83Db", "a\\u{d83d}b"],
    ["a backslash, lest it be taken for an escape", "a\\u{a}", "a\\\\u{a}"],
  ])("shows %s", (_, value, shown) => {
    expect(printable(value)).toBe(shown);
  });

  it("is at most 256 characters long", () => {
    expect(printable("a".repeat(1000))).toBe(`${"a".repeat(255)}…`);
  });

  it("is never cut inside a character or an escape", () => {
    expect(printable(`${"a".repeat(254)}🔥`)).toBe(`${"a".repeat(254)}…`);
    expect(printable(`${"a".repeat(252)}\nb`)).toBe(`${"a".repeat(252)}…`);
  });
});
