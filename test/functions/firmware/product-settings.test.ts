import { describe, expect, it } from "vitest";
import { parseProductSettings } from "../../../functions/firmware/product-settings.ts";
import { goodManifests } from "../../support/good-manifests.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (settings: unknown) => parseProductSettings("thermostat", bytes(JSON.stringify(settings)));

describe("a product's settings", () => {
  it("may all be left out", () => {
    expect(parse({})).toEqual({});
  });

  it("are what they say", () => {
    const settings = {
      targets: ["thinggroup/beta", "thing/lab-1"],
      allowedTargets: ["thinggroup/beta-*", "thing/lab-2"],
      fileName: "/sys/mcuflashimg.bin",
      fileType: 0,
      signingProfile: "thermostat_2",
      targetSelection: "CONTINUOUS",
      successPercent: 97.5,
      rolloutDeadlineInDays: 60,
      inProgressTimeoutInMinutes: 10_080,
      rollout: { maximumPerMinute: 1000 },
      abortCriteria: [{ failureType: "ALL", thresholdPercentage: 10, minNumberOfExecutedThings: 5 }],
      supersede: false,
      allowDowngrade: { reason: "1.5.0 drains the battery" },
    };
    expect(parse(settings)).toEqual(settings);
  });

  it("are those that a manifest has too, and its own", () => {
    const {
      files: _files,
      signing: _signing,
      description: _description,
      ...shared
    } = goodManifests["every setting"] ?? {};
    expect(parse(shared)).toEqual(shared);
  });

  it.each([
    ['delivery: "stream" is not possible with the protocol HTTP', { delivery: "stream", protocols: ["MQTT", "HTTP"] }],
    ["protocols: Put MQTT first", { protocols: ["HTTP", "MQTT"] }],
    ["tags.aws:team: ", { tags: { "aws:team": "x" } }],
    ["files: There is no such setting", { files: [{ name: "app.bin" }] }],
    ["signing: There is no such setting", { signing: { by: "pipeline" } }],
  ])("are refused like a manifest's: %s", (refusal, settings) => {
    expect(() => parse(settings)).toThrowError(`products/thermostat.json: ${refusal}`);
  });

  it.each([
    ["supersedes", { supersedes: true }],
    ["roleArn", { roleArn: "arn:aws:iam::123456789012:role/admin" }],
    ["constructor", JSON.parse('{"constructor":{"prototype":{"polluted":1}}}')],
    ["rollout.maximumPerMinute", { rollout: { maximumPerMinute: 0 } }],
    ["rollout.maximumPerMinute", { rollout: { maximumPerMinute: 1001 } }],
    ["rollout.maximumPerMinute", { rollout: { maximumPerMinute: "10" } }],
    ["rollout", { rollout: {} }],
    ["rollout", { rollout: [] }],
    ["rollout.perMinute", { rollout: { maximumPerMinute: 1, perMinute: 1 } }],
    ["abortCriteria", { abortCriteria: [] }],
    ["abortCriteria[0].thresholdPercentage", criterion({ thresholdPercentage: 101 })],
    ["abortCriteria[0].failureType", criterion({ failureType: "SOME" })],
    ["abortCriteria[0].minNumberOfExecutedThings", criterion({ minNumberOfExecutedThings: 0 })],
    ["successPercent", { successPercent: 0 }],
    ["successPercent", { successPercent: 100.1 }],
    ["rolloutDeadlineInDays", { rolloutDeadlineInDays: 61 }],
    ["rolloutDeadlineInDays", { rolloutDeadlineInDays: 1.5 }],
    ["inProgressTimeoutInMinutes", { inProgressTimeoutInMinutes: 0 }],
    ["fileName", { fileName: "" }],
    ["fileName", { fileName: "app\n.bin" }],
    ["fileType", { fileType: 256 }],
    ["signingProfile", { signingProfile: "with-hyphen" }],
    ["targets", { targets: "thinggroup/beta" }],
    ["targets[1]", { targets: ["thinggroup/beta", 7] }],
    ["allowedTargets", { allowedTargets: "thing/lab-2" }],
    ["allowedTargets[0]", { allowedTargets: ["*"] }],
    ["allowedTargets[1]", { allowedTargets: ["thing/*", "thing/lab-*-2"] }],
    ["allowDowngrade.reason", { allowDowngrade: { reason: "" } }],
    ["allowDowngrade", { allowDowngrade: true }],
  ])("name the field that is wrong: %s", (path, settings) => {
    expect(() => parse(settings)).toThrowError(
      expect.objectContaining({
        name: "ProductSettingsInvalidError",
        message: expect.stringContaining(`products/thermostat.json: ${path}: `),
      }),
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    ["empty", "", "it is empty"],
    ["no JSON", "{ successPercent: 90 }", "JSON"],
    ["null", "null", "object"],
    ["a list", "[]", "object"],
    ["a string", '"thermostat"', "object"],
    ["no number JSON has", '{"successPercent":1e999}', "successPercent"],
    ["begun with a byte order mark", "\uFEFF{}", "byte order mark"],
    ["a key twice", '{"successPercent":90,"successPercent":10}', "successPercent: the object has this key twice"],
    [
      "a key twice, once escaped",
      '{"supersede":true,"supersed\\u0065":false}',
      "supersede: the object has this key twice",
    ],
    [
      "a key twice further in",
      '{"rollout":{"maximumPerMinute":1,"maximumPerMinute":2}}',
      "rollout.maximumPerMinute: the object has this key twice",
    ],
    ["__proto__", '{"__proto__":{"polluted":1}}', "__proto__"],
    ["half a surrogate pair", '{"fileName":"\\ud83d"}', "surrogate"],
    ["sixty thousand lists deep without an end", "[".repeat(60_000), "JSON"],
    ["seventeen lists deep", "[".repeat(17) + "]".repeat(17), "levels deep"],
    ["larger than 64 KiB", " ".repeat(65_537), "65537 bytes"],
  ])("are refused when they are %s", (_, text, reason) => {
    expect(() => parseProductSettings("thermostat", bytes(text))).toThrowError(
      expect.objectContaining({ name: "ProductSettingsInvalidError", message: expect.stringContaining(reason) }),
    );
  });

  it.each([
    ["rollout.perMinute: There is no such setting", { rollout: { maximumPerMinute: 1, perMinute: 1 } }],
    ["rollout: Say maximumPerMinute, exponentialRate or both", { rollout: {} }],
    ["allowDowngrade.reason: It is missing", { allowDowngrade: {} }],
    ["rollout: 10 is not an object { maximumPerMinute, exponentialRate }", { rollout: 10 }],
  ])("say what is wrong in plain words: %s", (words, settings) => {
    expect(() => parse(settings)).toThrowError(`products/thermostat.json: ${words}`);
  });

  it("may have the same key in two objects", () => {
    const text = '{"abortCriteria":[{"failureType":"FAILED","thresholdPercentage":1,"minNumberOfExecutedThings":1},';
    const more = '{"failureType":"REJECTED","thresholdPercentage":1,"minNumberOfExecutedThings":1}]}';
    expect(parseProductSettings("thermostat", bytes(text + more)).abortCriteria).toHaveLength(2);
  });

  it.each([
    ["UTF-16", Buffer.from("{}", "utf16le")],
    ["cut UTF-8", Buffer.from([0x7b, 0xc3, 0x7d])],
  ])("are refused in %s", (_, raw) => {
    expect(() => parseProductSettings("thermostat", raw)).toThrowError(
      expect.objectContaining({ name: "ProductSettingsInvalidError" }),
    );
  });

  it("are refused in a message that is one safe line", () => {
    expect(() => parse({ "evil\u202E\nname": 1 })).toThrowError(/evil\\u\{202e\}\\u\{a\}name/);
  });
});

function criterion(changes: object): unknown {
  const valid = { failureType: "FAILED", thresholdPercentage: 10, minNumberOfExecutedThings: 1 };
  return { abortCriteria: [{ ...valid, ...changes }] };
}
