import type { SeededRandom } from "../../support/seeded-random.ts";

const fragments = [
  "a",
  "App",
  "..",
  ".",
  "/",
  "//",
  "../",
  "%2e%2e",
  "%2F",
  "%00",
  "%",
  "+",
  " ",
  "?versionId=null",
  "#",
  "&",
  "=",
  ";",
  "\\",
  "\0",
  "\u0001",
  "\r\n",
  "\u0085",
  "<Key>",
  "]]>",
  "\u00e9",
  "e\u0301",
  "\u212b", // Å as a sign of physics: normalizing makes another letter of it
  "🦊",
  "\uffff",
  "\u202e",
  "CON",
  "NUL.txt",
  "C:\\",
  "trailing.",
  "~",
  "$(id)",
  "null",
  "__proto__",
] as const;

/** What file systems, URLs and people take for the same. */
const twins: readonly ((key: string) => string)[] = [
  (key) => key.toUpperCase(),
  (key) => key.toLowerCase(),
  (key) => key.normalize("NFC"),
  (key) => key.normalize("NFD"),
  (key) => encodeURIComponent(key),
  (key) => `${key}/`,
  (key) => `/${key}`,
  (key) => `./${key}`,
  (key) => `${key}.`,
  (key) => `${key} `,
  (key) => key.replaceAll("/", "\\"),
];

const longestKey = 1024; // bytes

/** So many keys that are anything but paths, each of them once, and of many the twins too. */
export function nastyKeys(random: SeededRandom, count: number): string[] {
  const keys = new Set<string>();
  while (keys.size < count) {
    const key = Array.from({ length: random.between(1, 6) }, () => random.pick(fragments)).join("");
    for (const made of [key, ...twins.filter(() => random.chance(0.2)).map((twin) => twin(key))]) {
      if (Buffer.byteLength(made) <= longestKey) keys.add(made);
    }
  }
  return [...keys].slice(0, count);
}
