import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { largestImage } from "../../functions/firmware/image.ts";
import { makeImage } from "../../local/device/image.ts";
import { signingProfile } from "../support/households.ts";
import { arrive, travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";
import { expectRefused } from "../support/refused-journey.ts";

const shared = await startPipeline({
  product: "thermostat",
  devices: 1,
  parameters: { AllowedSigningProfiles: "lambda_signer" },
  until: afterAll,
});
const image = makeImage({ product: "thermostat", version: "1.4.0", size: 1_000 });
const noBytes = new Uint8Array();

describe("a key", () => {
  const longest = `firmware/thermostat/1.4.0/${"a".repeat(998)}`;

  it.each<[what: string, key: string, file?: string]>([
    ["without a product", "firmware/1.4.0/app.bin"],
    ["with a folder too many", "firmware/thermostat/1.4.0/sub/app.bin"],
    ["with an empty version", "firmware/thermostat//app.bin"],
    ["of a product in capitals", "firmware/Thermostat/1.4.0/app.bin"],
    ["of a product with 21 characters", "firmware/a-product-of-21-chars/1.4.0/app.bin"],
    ["of a product named like a prototype", "firmware/__proto__/1.4.0/app.bin"],
    ["that climbs", "firmware/../../etc/passwd"],
    ["whose file is a step up", "firmware/thermostat/1.4.0/.."],
    ["whose file is percent-encoded", "firmware/thermostat/1.4.0/%2e%2e%2fapp.bin"],
    ["with a space", "firmware/thermo stat/1.4.0/app.bin"],
    ["with a path into the execution", "firmware/$.Execution.Id/1.4.0/app.bin"],
    ["with a letter that only looks like one", "firmware/therm\u043estat/1.4.0/app.bin"],
    ["with control characters", "firmware/thermostat/1.4.0/a\n\0\u001b[31m.bin", String.raw`a\u{a}\u{0}\u{1b}[31m.bin`],
    ["that turns the way it reads", "firmware/thermostat/1.4.0/app\u202enib.exe", String.raw`app\u{202e}nib.exe`],
    ["with a space nobody sees", "firmware/thermostat/1.4.0/app\u200b.bin", String.raw`app\u{200b}.bin`],
    ["of 1,024 bytes", longest, `${"a".repeat(229)}…`],
  ])("%s is refused", async (_, key, file) => {
    const shown = file === undefined ? key : `firmware/thermostat/1.4.0/${file}`;
    const cause = `Not a firmware key (firmware/<product>/<version>/<file>): ${shown}`;
    await expectRefused(shared, await travel(shared, key, image), "NotFirmwareError", cause);
  });

  it.each(["v1.4.0", "01.4.0", "1.4", "1.4.0.1", "1.4.0-rc.1", "256.0.0", "1.4.65536", "latest"])(
    "of version %s is refused",
    async (version) => {
      const journey = await travel(shared, `firmware/thermostat/${version}/app.bin`, image);
      const cause = `Not a version like 1.4.0 (plain numbers up to 255.255.65535): ${version}`;
      await expectRefused(shared, journey, "VersionInvalidError", cause);
    },
  );

  it("that ends in / starts nothing", async () => {
    const before = await shared.inventory();
    const seen = Promise.withResolvers<void>();
    const listening = shared.aws.onInvocation(({ functionName, phase }) => {
      if (functionName.includes("StartUpdateFunction") && phase === "succeeded") seen.resolve();
    });
    onTestFinished(listening);
    await shared.upload("firmware/thermostat/1.4.0/", noBytes);
    await seen.promise;
    expect(await shared.inventory()).toEqual(before);
  });
});

describe("an image", () => {
  const key = "firmware/thermostat/1.4.0/app.bin";

  it("of 0 bytes is refused", async () => {
    await expectRefused(shared, await travel(shared, key, noBytes), "EmptyImageError", `The image is empty: ${key}`);
  });

  it("of a byte more than 16 MiB is refused", async () => {
    const journey = await travel(shared, key, Buffer.alloc(largestImage + 1));
    const cause = `The image has 16777217 bytes, more than 16777216: ${key}`;
    await expectRefused(shared, journey, "ImageTooLargeError", cause);
  });

  it("in a bucket that keeps no versions is refused", async () => {
    const { s3, firmwareBucket: Bucket } = shared;
    const setVersioning = (Status: "Enabled" | "Suspended") =>
      s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
    const before = await shared.inventory();
    await setVersioning("Suspended");
    onTestFinished(async () => void (await setVersioning("Enabled")));
    await s3.putObject({ Bucket, Key: key, Body: image });
    const id = await shared.until(async () => {
      const { executions } = await shared.inventory();
      return Object.keys(executions).find((name) => !(name in before.executions));
    });
    const cause = `The upload has no version id: turn on versioning of ${Bucket}, then upload ${key} again`;
    await expectRefused(shared, await arrive(shared, id, before), "VersioningOffError", cause);
  });

  it("whose version is deleted before it is read is refused", async () => {
    const { s3, firmwareBucket: Bucket } = shared;
    const before = await shared.inventory();
    shared.faults.add({ service: "s3", operation: "HeadObject", calls: "1-", fault: "throttle" });
    const id = await shared.upload(key, image);
    const { Versions: [version] = [] } = await s3.listObjectVersions({ Bucket, Prefix: key });
    await s3.deleteObject({ Bucket, Key: key, VersionId: version?.VersionId });
    shared.faults.clear();
    const cause = `Version ${version?.VersionId} of ${key} is gone`;
    await expectRefused(shared, await arrive(shared, id, before), "SourceVersionGoneError", cause);
  });
});

describe("a product", () => {
  it.each(["toaster", "constructor"])("named %s that nobody knows is refused", async (product) => {
    const journey = await travel(shared, `firmware/${product}/1.4.0/app.bin`, image);
    const cause = `There is neither products/${product}.json nor a thing group ${product}`;
    await expectRefused(shared, journey, "ProductUnknownError", cause);
  });

  it("whose group has no things is refused", async () => {
    await shared.household({ product: "radio", devices: 0 });
    const journey = await travel(shared, "firmware/radio/1.4.0/app.bin", image);
    await expectRefused(shared, journey, "TargetEmptyError", "No thing is in the thinggroup radio");
  });

  const elsewhere = "arn:aws:iot:us-east-1:210987654321:thinggroup/thermostat";
  const hint = "a target is thinggroup/<name> or thing/<name>, or its ARN in this account and region";

  it.each([
    ["a group that is not there", ["thinggroup/nobody"], "TargetNotFoundError", "There is no thinggroup nobody"],
    ["a thing that is not there", ["thing/nobody"], "TargetNotFoundError", "There is no thing nobody"],
    ["no target", [], "TargetInvalidError", `There is no target; ${hint}`],
    ["every group", ["thinggroup/*"], "TargetInvalidError", `Not a target: thinggroup/*; ${hint}`],
    [
      "a group of another account",
      [elsewhere],
      "TargetInvalidError",
      `${elsewhere} is not ${elsewhere.replace("210987654321", shared.aws.account.id)}; ${hint}`,
    ],
  ])("whose settings name %s is refused", async (_, targets, error, cause) => {
    await shared.upload("products/kettle.json", JSON.stringify({ targets }));
    await expectRefused(shared, await travel(shared, "firmware/kettle/1.4.0/app.bin", image), error, cause);
  });

  it.each([
    ["are no JSON", "targets: [nobody]", `Unexpected token 'a', "targets: [nobody]" is not valid JSON`],
    ["are empty", "", "it is empty"],
    [
      "have a field nobody knows",
      '{ "target": ["thinggroup/kettle"] }',
      "target: There is no such setting; did you mean targets?",
    ],
    ["have a key twice", '{ "supersede": true, "supersede": false }', "supersede: the object has this key twice"],
    ["reach for the prototype", '{ "__proto__": { "supersede": false } }', "__proto__: no key may be named so"],
    ["have a field named like one of a prototype", '{ "constructor": {} }', "constructor: There is no such setting"],
    [
      "have a number out of bounds",
      '{ "rollout": { "maximumPerMinute": 1001 } }',
      "rollout.maximumPerMinute: 1001 is not a whole number from 1 to 1000",
    ],
    [
      "hide a field by a control character",
      '{ "supersede\\u0000": true }',
      String.raw`supersede\u{0}: There is no such setting; did you mean supersede?`,
    ],
  ])("whose settings %s is refused", async (_, settings, reason) => {
    await shared.upload("products/kettle.json", Buffer.from(settings));
    const journey = await travel(shared, "firmware/kettle/1.4.0/app.bin", image);
    await expectRefused(shared, journey, "ProductSettingsInvalidError", `products/kettle.json: ${reason}`);
  });
});

describe("a signing profile", () => {
  it("on another platform than FreeRTOS's is refused", async () => {
    const profileName = "lambda_signer";
    await shared.signer.putSigningProfile({ profileName, platformId: "AWSLambda-SHA384-ECDSA" });
    await shared.upload(
      "products/kettle.json",
      JSON.stringify({ targets: ["thinggroup/thermostat"], signingProfile: profileName }),
    );
    const journey = await travel(shared, "firmware/kettle/1.4.0/app.bin", image);
    const cause = `Signing profile ${profileName} is of platform AWSLambda-SHA384-ECDSA, not of AmazonFreeRTOS-Default or another of FreeRTOS`;
    await expectRefused(shared, journey, "SignerProfileUnusableError", cause);
  });

  it("that a release would have made is refused where the stack does not allow that", async () => {
    const signingProfileParameter = {
      certificateArn: `arn:aws:acm:us-east-1:${shared.aws.account.id}:certificate/6f1c2b1e-0d0a-4b63-9c3b-0d6a2f3b7c11`,
      platform: "AmazonFreeRTOS-Default",
      certificatePathOnDevice: "/cert.pem",
    };
    const signing = { by: "service", profile: "lambda_signer", signingProfileParameter };
    const manifest = JSON.stringify({ files: [{ name: "app.bin" }], signing });
    await shared.upload("releases/thermostat/1.4.0/app.bin", image);
    const journey = await travel(shared, "releases/thermostat/1.4.0/release.json", manifest);
    const cause =
      "Signing profile lambda_signer is not for a release to make: the stack's AllowSigningProfileParameters is false. Leave signingProfileParameter out";
    await expectRefused(shared, journey, "SignerProfileUnusableError", cause);
  });

  // the last one: from here on the shared pipeline releases nothing
  it("that is cancelled is refused", async () => {
    await shared.signer.cancelSigningProfile({ profileName: signingProfile });
    const journey = await travel(shared, "firmware/thermostat/1.4.0/app.bin", image);
    const cause = `Signing profile ${signingProfile} is Canceled: no reason given`;
    await expectRefused(shared, journey, "SignerProfileUnusableError", cause);
  });
});

describe("people", () => {
  it("are told of every refusal once", async () => {
    const told = shared.aws.notices().map(({ message }) => /^"Release (\S+) failed/.exec(message)?.[1]);
    const { executions } = await shared.inventory();
    expect(told.sort()).toEqual(Object.keys(executions).sort());
  });
});
