import type { SeededRandom } from "../../support/seeded-random.ts";

const texts: readonly [string, ...string[]] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "../../../../etc/passwd",
  "..",
  ".",
  "/",
  "//",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "..\\..\\windows\\system32",
  "C:\\con",
  "/etc/passwd",
  "file:///etc/passwd",
  "\r\nSet-Cookie: a=b",
  "\n",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "__defineGetter__",
  "null",
  "undefined",
  "NaN",
  "true",
  "-1",
  "0",
  "1e400",
  "9007199254740993",
  "\ud800",
  "\udfff\ud800",
  "ﷺ".repeat(20),
  "é",
  "e\u0301",
  "🙂",
  "\u202e\u0007\u001b[2J",
  "$" + "{jndi:ldap://127.0.0.1/a}",
  "{{7*7}}",
  "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
  "<a>".repeat(50),
  "]]>",
  "&#x0;",
  "' OR 1=1 --",
  "*",
  "?",
  "arn:aws:",
  "arn:aws:iot:us-east-1:123456789012:thing/",
  "arn:::::::::",
  "{",
  "[]",
  "{}",
  '"',
  '{"__proto__":{"polluted":true}}',
  "(a+)+$",
  "$.a[?(@.b==",
  "{% $eval('1') %}",
  "rate(1 minutes)",
  "2026-13-45T99:99:99Z",
  "bytes=9999999999999999999-",
];

const deep = 4_000; // levels; more than a stack of JavaScript's can hold of most functions, and within the 16 KiB of a request's head

/** Documents that members hold as texts: definitions, policies, patterns, messages. */
const documents: readonly [string, ...string[]] = [
  `${"[".repeat(deep)}${"]".repeat(deep)}`,
  `${'{"a":'.repeat(deep / 2)}1${"}".repeat(deep / 2)}`,
  '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","End":true}}}',
  '{"StartAt":"a","States":{"a":{"Type":"constructor"}}}',
  '{"StartAt":"a","States":{"a":{"Type":"Choice","Choices":[]}}}',
  '{"QueryLanguage":"JSONata","StartAt":"a","States":{"a":{"Type":"Pass","Output":"{% $x.(%}","End":true}}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"__proto__:*","Resource":{"a":1}}]}',
  '{"source":[{"prefix":1}],"__proto__":[null]}',
  '{"deadLetterTargetArn":"a","maxReceiveCount":"__proto__"}',
  "null",
  "1e999",
];

/** A text that has been trouble somewhere. */
export function hostileText(random: SeededRandom): string {
  if (random.chance(0.04)) return "x".repeat(random.pick([64, 129, 1_025, 5_000]));
  if (random.chance(0.03)) return random.pick(documents);
  if (random.chance(0.1)) return random.bytes(random.between(1, 40)).toString("latin1");
  return random.pick(texts);
}

/** A text that a header can carry: no line ends and no NUL, nothing beyond Latin-1. */
export function headerSafe(text: string): string {
  return text.replace(/[^\t -~\u0080-\u00ff]/g, "?");
}

const numbers: readonly [number, ...number[]] = [
  0, -1, 1, 2, 255, 256, 65_536, -2_147_483_649, 4_294_967_296, 1e15, 1e21, 1e308, -1e308, 0.1, 1e-320,
  9_007_199_254_740_992,
];

export function hostileNumber(random: SeededRandom): number {
  return random.chance(0.5) ? random.between(0, 100) : random.pick(numbers);
}

/** A value of JSON that hardly anybody expects. */
export function hostileValue(random: SeededRandom, depth = 0): unknown {
  const kind = random.between(0, depth > 3 ? 4 : 7);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return hostileNumber(random);
  if (kind <= 4) return hostileText(random);
  const items = Array.from({ length: random.between(0, 3) }, () => hostileValue(random, depth + 1));
  return kind === 5 ? items : Object.fromEntries(items.map((item) => [hostileText(random), item]));
}
