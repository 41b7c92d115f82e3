import {
  CancelSigningProfileCommand,
  GetSigningPlatformCommand,
  GetSigningProfileCommand,
  ListSigningPlatformsCommand,
  ListSigningProfilesCommand,
  ListTagsForResourceCommand,
  PutSigningProfileCommand,
  type PutSigningProfileCommandInput,
  SignerClient,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-signer";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import { createSigner } from "../../../local/signer/signer.ts";
import { serve } from "../../support/local-service.ts";
import { memoryObjects } from "../../support/memory-objects.ts";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/c1";

let client: SignerClient;

beforeEach(async () => {
  const { service } = createSigner({
    account: defaultAccount,
    clock: new VirtualClock(),
    objects: memoryObjects(),
    certificates: { find: (arn) => (arn === certificateArn ? { certificate: "", privateKey: "" } : undefined) },
    publish: () => {},
  });
  client = new SignerClient(await serve(service));
});

const put = (input: Partial<PutSigningProfileCommandInput> = {}) =>
  client.send(
    new PutSigningProfileCommand({
      profileName: "fw_prod",
      platformId: "AmazonFreeRTOS-Default",
      signingMaterial: { certificateArn },
      signingParameters: { certname: "/cert.pem" },
      ...input,
    }),
  );

describe("A signing profile", () => {
  it("is made with a version of its own, and read back", async () => {
    const made = await put({ tags: { product: "thermostat" } });
    const arn = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/fw_prod";
    expect(made).toMatchObject({
      arn,
      profileVersion: expect.stringMatching(/^[a-zA-Z0-9]{10}$/),
      profileVersionArn: `${arn}/${made.profileVersion}`,
    });
    const read = await client.send(new GetSigningProfileCommand({ profileName: "fw_prod" }));
    expect(read).toMatchObject({
      arn,
      profileName: "fw_prod",
      profileVersion: made.profileVersion,
      platformId: "AmazonFreeRTOS-Default",
      platformDisplayName: "Amazon FreeRTOS SHA256-ECDSA",
      signingMaterial: { certificateArn },
      signingParameters: { certname: "/cert.pem" },
      signatureValidityPeriod: { type: "MONTHS", value: 135 },
      status: "Active",
      tags: { product: "thermostat" },
    });
  });

  it("can be canceled, and then shows only to those who ask for canceled ones", async () => {
    await put();
    await put({ profileName: "fw_old" });
    await client.send(new CancelSigningProfileCommand({ profileName: "fw_old" }));
    const names = async (input: object) =>
      (await client.send(new ListSigningProfilesCommand(input))).profiles?.map((profile) => profile.profileName);
    expect(await names({})).toEqual(["fw_prod"]);
    expect(await names({ includeCanceled: true })).toEqual(["fw_prod", "fw_old"]);
    expect(await names({ statuses: ["Canceled"] })).toEqual(["fw_old"]);
    const read = await client.send(new GetSigningProfileCommand({ profileName: "fw_old" }));
    expect(read.status).toBe("Canceled");
  });

  it("never gives its name to another, not even when canceled", async () => {
    await put();
    await client.send(new CancelSigningProfileCommand({ profileName: "fw_prod" }));
    await expect(put()).rejects.toMatchObject({ name: "ValidationException", code: "ProfileAlreadyExists" });
  });

  it("carries tags", async () => {
    const { arn: resourceArn } = await put({ tags: { product: "thermostat" } });
    await client.send(new TagResourceCommand({ resourceArn, tags: { stage: "test" } }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["product"] }));
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ stage: "test" });
    const unknown = client.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}2` }));
    await expect(unknown).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("is listed page by page, and by platform", async () => {
    const names = ["one", "two", "three"];
    for (const profileName of names) await put({ profileName });
    await put({ profileName: "detached", platformId: "AWSIoTDeviceManagement-SHA256-ECDSA" });
    const query = { maxResults: 2, platformId: "AmazonFreeRTOS-Default" };
    const first = await client.send(new ListSigningProfilesCommand(query));
    const second = await client.send(new ListSigningProfilesCommand({ ...query, nextToken: first.nextToken }));
    expect([first, second].map((page) => page.profiles?.map((profile) => profile.profileName))).toEqual([
      ["one", "two"],
      ["three"],
    ]);
    expect(second.nextToken).toBeUndefined();
  });

  it.each([GetSigningProfileCommand, CancelSigningProfileCommand])("that nobody made is not found", async (Command) => {
    const sent = client.send(new Command({ profileName: "nobody" }));
    await expect(sent).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      code: "ProfileNotFound",
      message: "profile with name nobody does not exist",
    });
  });
});

describe("PutSigningProfile refuses", () => {
  it.each<[string, Partial<PutSigningProfileCommandInput>, object]>([
    ["a name with a hyphen", { profileName: "fw-prod" }, { name: "ValidationException" }],
    ["a platform AWS does not have", { platformId: "Mine" }, { name: "ResourceNotFoundException" }],
    [
      "a device platform without a certificate",
      { signingMaterial: undefined },
      { name: "ValidationException", message: "signing material cannot be null." },
    ],
    [
      "a certificate that ACM does not have",
      { signingMaterial: { certificateArn: `${certificateArn}2` } },
      { name: "ValidationException", message: expect.stringContaining("signing certificate could not be validated") },
    ],
    ["a certificate for Lambda", { platformId: "AWSLambda-SHA384-ECDSA" }, { name: "ValidationException" }],
    [
      "an image format the platform does not write",
      { overrides: { signingImageFormat: "JSONDetached" } },
      { name: "ValidationException", message: expect.stringContaining("JSONEmbedded") },
    ],
    [
      "an algorithm the platform does not sign with",
      { overrides: { signingConfiguration: { encryptionAlgorithm: "RSA", hashAlgorithm: "SHA256" } } },
      { name: "ValidationException" },
    ],
  ])("%s", async (_, input, error) => {
    await expect(put(input)).rejects.toMatchObject(error);
  });
});

describe("Signing platforms", () => {
  it("are listed with what they sign", async () => {
    const { platforms } = await client.send(new ListSigningPlatformsCommand({ partner: "AmazonFreeRTOS" }));
    expect(platforms?.map((platform) => [platform.platformId, platform.target, platform.maxSizeInMB])).toEqual([
      ["AmazonFreeRTOS-TI-CC3220SF", "SHA1-RSA-TISHA1", 16],
      ["AmazonFreeRTOS-Default", "SHA256-ECDSA", 16],
    ]);
  });

  it("are told one by one", async () => {
    const platformId = "AmazonFreeRTOS-Default";
    expect(await client.send(new GetSigningPlatformCommand({ platformId }))).toMatchObject({
      platformId,
      signingConfiguration: { hashAlgorithmOptions: { allowedValues: ["SHA256"], defaultValue: "SHA256" } },
      signingImageFormat: { supportedFormats: ["JSONEmbedded"], defaultFormat: "JSONEmbedded" },
      revocationSupported: false,
    });
    const unknown = client.send(new GetSigningPlatformCommand({ platformId: "Mine" }));
    await expect(unknown).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
