import { describe, expect, it } from "vitest";
import { parseStrictJson } from "../../../functions/firmware/strict-json.ts";

const parse = (text: string) => parseStrictJson(new TextEncoder().encode(text));

describe("strict JSON", () => {
  it.each([
    '{"a":{"a":[{"a":1},{"a":2}]},"b":[[],{},"",null,true,false]}',
    '[0,1,-1,1.5,-0.25,9007199254740991,"1e3","{\\"a\\":1,\\"a\\":2}"]',
    '{"key with \\"quotes\\" and \\\\":"\\ud83d\\ude00 😀","":[":",",","{","["]}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    "[".repeat(16) + "]".repeat(16),
    ' "text" ',
    "7",
  ])("means what JSON does: %s", (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ["a key twice", '{"a":1,"a":1}', "a: the object has this key twice"],
    ["a key twice, once escaped", '{"ab":{"b":1,"\\u0062":1}}', "ab.b: the object has this key twice"],
    ["a key twice in a list", '[0,[{"a":1},{"a":1,"b":[],"a":1}]]', "[1][1].a: the object has this key twice"],
    ["__proto__", '{"a":[{"__proto__":1}]}', "a[0].__proto__: no key may be named so"],
    ["half a surrogate pair", '{"a":["","\\ud83d"]}', "a[1]: it holds half a surrogate pair"],
    ["half a surrogate pair in a key", '{"\\udc00":1}', "\\u{dc00}: the key holds half a surrogate pair"],
    ["a NUL", '{"a":"\\u0000"}', "a: it holds a NUL character"],
    ["an exponent", '{"a":1e3}', "a: 1e3 has an exponent; write it out"],
    ["an exponent that is needless", "[1E0]", "[0]: 1E0 has an exponent"],
    ["an infinite number", '{"a":1e999}', "a: 1e999 has an exponent"],
    ["a negative zero", '{"a":{"b":-0}}', "a.b: -0 is read as 0; write that"],
    ["a needless decimal", "[1.0]", "[0]: 1.0 is read as 1; write that"],
    [
      "more digits than are kept",
      "[9007199254740993]",
      "[0]: 9007199254740993 is read as 9007199254740992; write that",
    ],
    ["a number beyond all", `[${"9".repeat(400)}]`, "… is beyond what readers keep"],
    ["a number that is nearly nothing", "[0.0000001]", "[0]: 0.0000001 is beyond what readers keep"],
    ["seventeen levels", `{"a":${"[".repeat(16)}${"]".repeat(16)}}`, "it is more than 16 levels deep"],
    ["a byte order mark", "\uFEFF{}", "it begins with a byte order mark"],
    ["a comment", "{} // none", "JSON"],
    ["two values", "{}{}", "JSON"],
    ["a bare NUL", '{"a":"\0"}', "JSON"],
    ["a leading zero", "[01]", "JSON"],
    ["no value", " \n", "it is empty"],
    ["a line that ends in the middle of a key", '{"a', "JSON"],
  ])("refuses %s", (_, text, reason) => {
    expect(() => parse(text)).toThrowError(
      expect.objectContaining({ name: "JsonInvalidError", message: expect.stringContaining(reason) }),
    );
  });

  it.each([
    ["UTF-16", Buffer.from('{"a":1}', "utf16le")],
    ["cut UTF-8", Buffer.from([0x22, 0xc3, 0x22])],
    ["overlong UTF-8", Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])("refuses %s", (_, bytes) => {
    expect(() => parseStrictJson(bytes)).toThrowError(expect.objectContaining({ name: "JsonInvalidError" }));
  });

  it("reads a megabyte of strings and of brackets without an end of its own", () => {
    expect(parse(`["${"\\\\x".repeat(300_000)}"]`)).toHaveLength(1);
    expect(() => parse("[".repeat(500_000) + "]".repeat(500_000))).toThrowError("levels deep");
  });
});
