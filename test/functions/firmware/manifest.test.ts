import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { largestManifest, ManifestInvalidError, parseManifest } from "../../../functions/firmware/manifest.ts";
import { contradictoryManifests, misshapenManifests } from "../../support/bad-manifests.ts";
import { goodManifests } from "../../support/good-manifests.ts";

const key = "releases/thermostat/1.4.0/release.json";
const parseText = (text: string) => parseManifest(new TextEncoder().encode(text), key);
const parse = (manifest: unknown) => parseText(JSON.stringify(manifest));

describe("a manifest", () => {
  it.each(Object.entries(goodManifests))("may have %s", (_, manifest) => {
    expect(parse(manifest)).toEqual(manifest);
  });

  it.each([...misshapenManifests, ...contradictoryManifests])(
    "is refused by the path of its field: %s",
    (refusal, manifest) => {
      expect(() => parse(manifest)).toThrowError(
        expect.objectContaining({
          name: "ManifestInvalidError",
          key,
          message: expect.stringContaining(`${key}: ${refusal}`),
        }),
      );
    },
  );

  it.each([
    ["files[0].fileId: the object has this key twice", '{"files":[{"name":"a","fileId":1,"fileId":2}]}'],
    ["tags.__proto__: no key may be named so", '{"files":[{"name":"a"}],"tags":{"__proto__":"x"}}'],
    ["files[0].fileId: 1e2 has an exponent", '{"files":[{"name":"a","fileId":1e2}]}'],
    ["description: it holds a NUL character", '{"files":[{"name":"a"}],"description":"a\\u0000b"}'],
    ["files[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: it is more than 16 levels deep", `{"files":${nested(30)}}`],
    ["it begins with a byte order mark", '\uFEFF{"files":[{"name":"a"}]}'],
    ["it is empty", ""],
  ])("is refused where readers could take it differently: %s", (refusal, text) => {
    expect(() => parseText(text)).toThrowError(
      expect.objectContaining({ name: "ManifestInvalidError", message: expect.stringContaining(`${key}: ${refusal}`) }),
    );
  });

  it("may have 64 KiB, and is refused unread when it has a byte more", () => {
    const manifest = JSON.stringify(goodManifests["HTTP"]);
    expect(() => parseText(manifest.padEnd(largestManifest))).not.toThrow();
    expect(() => parseText("x".repeat(largestManifest + 1))).toThrowError(
      `${key}: it has 65537 bytes, more than 65536`,
    );
  });

  it("is taken as JSON has it, or refused by name, whatever happens to its text", () => {
    const outcomes = damagedTexts(3000).map((text) => {
      try {
        return isDeepStrictEqual(parseText(text), JSON.parse(text)) ? "taken" : `changed: ${text}`;
      } catch (error) {
        return error instanceof ManifestInvalidError ? "refused" : `${error}: ${text}`;
      }
    });
    expect(new Set(outcomes)).toEqual(new Set(["taken", "refused"]));
  });

  it("is refused without a word of the private key that somebody put in it", () => {
    const [signed] = Object.values(goodManifests).flatMap(({ signing }) => (signing?.by === "custom" ? [signing] : []));
    const [label, base64] = ["PRIVATE KEY", "c2VjcmV0".repeat(8)];
    const key = `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
    for (const wrong of [{ certificate: key }, { certificate: `${signed?.certificate}${key}` }, { signature: key }]) {
      const act = () => parse({ files: [{ name: "a" }], signing: { ...signed, ...wrong } });
      expect(act).toThrowError("private key");
      expect(act).not.toThrowError("c2VjcmV0");
    }
  });

  it("is refused in a message that is one safe line", () => {
    expect(() => parse({ files: [{ name: "evil\u202E\nname" }] })).toThrowError(/"evil\\u\{202e\}\\u\{a\}name" is not/);
  });
});

const debris = [
  '"',
  "{",
  "}",
  "[",
  ",",
  "-",
  "0",
  "1e9",
  "null",
  '"constructor":',
  '"__proto__":',
  "\\ud800",
  "[[",
  "{}",
  "",
];

/** Good manifests in which one to three places were written over. The same ones each time. */
function damagedTexts(number: number): string[] {
  const texts = Object.values(goodManifests).map((manifest) => JSON.stringify(manifest));
  let state = 7;
  const below = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  return Array.from({ length: number }, (_, at) => {
    let text = texts[at % texts.length] ?? "";
    for (let places = 1 + below(3); places > 0; places--) {
      const from = below(text.length);
      text = text.slice(0, from) + debris[below(debris.length)] + text.slice(from + below(6));
    }
    return text;
  });
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}
