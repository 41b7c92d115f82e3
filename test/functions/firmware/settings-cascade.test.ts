import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../functions/firmware/manifest.ts";
import type { ProductSettings } from "../../../functions/firmware/product-settings.ts";
import { type SettledRelease, settleRelease } from "../../../functions/firmware/settings-cascade.ts";
import { goodManifests } from "../../support/good-manifests.ts";

const files = [{ name: "app.bin" }];
const own = "thinggroup/thermostat";
const beta = "thinggroup/beta";
const labOf = (thing: string) => `arn:aws:iot:us-east-1:123456789012:thing/${thing}`;
const nothingSaid: SettledRelease = {
  targets: ["thinggroup/thermostat"],
  delivery: "stream",
  protocols: ["MQTT"],
  targetSelection: "SNAPSHOT",
  successPercent: 100,
  rolloutDeadlineInDays: 14,
  inProgressTimeoutInMinutes: 1440,
  supersede: true,
  files: [
    {
      name: "app.bin",
      fileId: 0,
      fileName: "app.bin",
      fileVersion: "1.4.0",
      signing: { by: "pipeline", profile: "stack_profile" },
    },
  ],
};

describe("a settled release", () => {
  it("has a value for all that must have one, although nobody says anything", () => {
    expect(settle({ files })).toEqual(nothingSaid);
  });

  it("is as the product says where the manifest is silent, and as the manifest says where it is not", () => {
    const settings: ProductSettings = {
      $schema: "product.schema.json",
      targets: ["thinggroup/beta"],
      successPercent: 90,
      rollout: { maximumPerMinute: 10 },
      tags: { team: "heating" },
      supersede: false,
      fileName: "/firmware.bin",
      fileType: 7,
      signingProfile: "product_profile",
    };
    const manifest: Manifest = {
      $schema: "release.schema.json",
      files: [{ name: "app.bin", fileVersion: "1.4.0-rc" }],
      targets: ["thing/lab-1"],
      tags: { ticket: "HEAT-17" },
      supersede: true,
    };
    expect(settle(manifest, settings)).toEqual({
      ...nothingSaid,
      targets: ["thing/lab-1"],
      successPercent: 90,
      rollout: { maximumPerMinute: 10 },
      tags: { ticket: "HEAT-17" },
      files: [
        {
          name: "app.bin",
          fileId: 0,
          fileName: "/firmware.bin",
          fileType: 7,
          fileVersion: "1.4.0-rc",
          signing: { by: "pipeline", profile: "product_profile" },
        },
      ],
    });
  });

  it.each<[string, Manifest, ProductSettings, "stream" | "s3"]>([
    ["our stream, when nobody needs more", { files }, {}, "stream"],
    ["S3 for the manifest's HTTP", { files, protocols: ["HTTP"] }, {}, "s3"],
    ["S3 for the product's HTTP", { files }, { protocols: ["MQTT", "HTTP"] }, "s3"],
    [
      "our stream, when the manifest takes the product's HTTP back",
      { files, protocols: ["MQTT"] },
      { protocols: ["HTTP"] },
      "stream",
    ],
    ["S3 for a signature AWS IoT makes", { files, signing: { by: "service", profile: "p2" } }, {}, "s3"],
    [
      "S3 for a signing job that is done",
      { files: [{ name: "a", signing: { by: "job", signingJobId: "7" } }] },
      {},
      "s3",
    ],
    ["S3 because the product says so", { files }, { delivery: "s3" }, "s3"],
    ["our stream, whatever the product says", { files, delivery: "stream" }, { delivery: "s3" }, "stream"],
  ])("is delivered by %s", (_, manifest, settings, delivery) => {
    expect(settle(manifest, settings).delivery).toBe(delivery);
  });

  it("numbers its files by their positions, and each is signed as it says, else as the release does", () => {
    const signing = { by: "pipeline", profile: "release_profile" } as const;
    const manifest: Manifest = {
      files: [{ name: "a", fileId: 7 }, { name: "b", signing: { by: "pipeline" } }, { name: "c" }],
      signing,
    };
    expect(settle(manifest, { signingProfile: "product_profile" }).files).toMatchObject([
      { fileId: 7, fileName: "a", signing },
      { fileId: 1, fileName: "b", signing: { by: "pipeline", profile: "product_profile" } },
      { fileId: 2, fileName: "c", signing },
    ]);
  });

  it.each(Object.entries(goodManifests))("can be made of %s", (_, manifest) => {
    const { $schema: _schema, signing, files: said, ...settings } = manifest;
    expect(settle(manifest)).toMatchObject({ ...settings, files: said.map(({ name }) => ({ name })) });
  });

  it.each<[string, Manifest, ProductSettings]>([
    [
      'delivery: "stream" is not possible with the protocol HTTP',
      { files, protocols: ["HTTP"] },
      { delivery: "stream" },
    ],
    [
      'delivery: "stream" is not possible with the protocol HTTP',
      { files, delivery: "stream" },
      { protocols: ["HTTP"] },
    ],
    [
      'delivery: "stream" is not possible with signing by "service"',
      { files: [{ name: "a", signing: { by: "service", profile: "p2" } }] },
      { delivery: "stream" },
    ],
    ["files[0].fileId: 3 is not 0", { files: [{ name: "a", fileId: 3 }] }, { delivery: "s3" }],
  ])("cannot be what manifest and product say together: %s", (refusal, manifest, settings) => {
    expect(() => settle(manifest, settings)).toThrowError(
      expect.objectContaining({
        name: "ManifestInvalidError",
        message: expect.stringMatching(/\(release\.json and products\/thermostat\.json taken together\)$/),
      }),
    );
    expect(() => settle(manifest, settings)).toThrowError(`releases/thermostat/1.4.0/release.json: ${refusal}`);
  });

  it("cannot have one name on the device for two files", () => {
    const two = { files: [{ name: "a" }, { name: "b" }] };
    expect(() => settle(two, { fileName: "/firmware.bin" })).toThrowError(
      "files[1].fileName: /firmware.bin is the name on the device of files[0] too; give each its own",
    );
  });

  it.each<[string, string[], ProductSettings]>([
    ["any, where the product does not say", ["thinggroup/oven"], {}],
    ["the product's own, by name or ARN", [own, `arn:aws:iot:us-east-1:123456789012:${own}`], { allowedTargets: [] }],
    ["those the product's settings name", ["thing/lab-1"], { targets: [labOf("lab-1")], allowedTargets: [] }],
    ["what the product allows beside", [own, "thing/t-17", "thinggroup/beta"], { allowedTargets: ["thing/t-*", beta] }],
  ])("may be for %s", (_, targets, settings) => {
    expect(settle({ files, targets }, settings)).toMatchObject({ targets });
  });

  it("is refused in a message that people can read, however many targets the product allows", () => {
    const allowedTargets = Array.from({ length: 2_000 }, (_, at) => `thing/t-${at}`);
    const refused = () => settle({ files, targets: ["thing/oven"] }, { allowedTargets });
    expect(refused).toThrowError(expect.objectContaining({ message: expect.stringMatching(/^.{100,500}…$/) }));
  });

  it.each<[string, ProductSettings]>([
    ["thinggroup/oven", { allowedTargets: ["thing/oven", "thinggroup/oven-*"] }],
    ["arn:aws:iot:us-east-1:123456789012:thinggroup/oven", { allowedTargets: [beta] }],
    [own, { targets: [beta], allowedTargets: [] }],
  ])("may not be for another product's things: %s", (target, settings) => {
    expect(() => settle({ files, targets: [beta, target] }, { ...settings, targets: [beta] })).toThrowError(
      expect.objectContaining({
        name: "ManifestInvalidError",
        message: expect.stringContaining(
          `targets[1]: ${target} is not among the targets that products/thermostat.json allows: ${beta}`,
        ),
      }),
    );
  });
});

function settle(manifest: Manifest, settings: ProductSettings = {}): SettledRelease {
  const key = "releases/thermostat/1.4.0/release.json";
  const defaults = { signingProfile: "stack_profile" };
  return settleRelease({ key, product: "thermostat", version: "1.4.0", manifest, settings, defaults });
}
