import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { makeImage } from "../../local/device/image.ts";
import { examineProduct } from "../support/doctor.ts";
import { enteredState } from "../support/entered-state.ts";
import { startPipeline } from "../support/local-aws.ts";

const parameters = { AllowedSigningProfiles: "pump_*" };
const pipeline = await startPipeline({ devices: 0, product: "pump", parameters, until: afterAll });
const { acm, iot, s3, signer, firmwareBucket } = pipeline;

beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL"] = pipeline.aws.endpoint; // for `ota --local`, which runs in a process of its own
  await addSleeper("pump");
});

/** Adds a device that is off. */
async function addSleeper(product: string): Promise<void> {
  const thingName = `${product}-off`;
  await iot.createThing({ thingName });
  await iot.addThingToThingGroup({ thingName, thingGroupName: product });
}

async function decide(product: string, settings: object | string): Promise<void> {
  const Body = typeof settings === "string" ? settings : JSON.stringify(settings);
  await s3.putObject({ Bucket: firmwareBucket, Key: `products/${product}.json`, Body });
}

/** Imports a certificate; resolves to its ARN. */
async function certificate(more: { days?: number; keyType?: "P-256" | "P-384" | "RSA-2048" } = {}): Promise<string> {
  const made = await selfSignedCertificate({ commonName: "signer", notBefore: Date.now(), ...more });
  const { CertificateArn = "" } = await acm.importCertificate({
    Certificate: Buffer.from(made.certificate),
    PrivateKey: Buffer.from(made.privateKey),
  });
  return CertificateArn;
}

const onDevice = { certname: "/certs/pump.pem" };

/** Makes a profile, and has the product name it. */
async function signBy(profileName: string, more: { certificateArn: string; platformId?: string; certname?: false }) {
  const { certificateArn, platformId = "AmazonFreeRTOS-Default", certname } = more;
  await signer.putSigningProfile({
    profileName,
    platformId,
    signingMaterial: { certificateArn },
    ...(certname === false ? {} : { signingParameters: onDevice }),
  });
  await decide("pump", { signingProfile: profileName });
}

describe("a product's signing profile", () => {
  it.each([
    { name: "pump_lost", says: "it does not exist", make: () => decide("pump", { signingProfile: "pump_lost" }) },
    {
      name: "pump_platform",
      says: "it is of platform AWSIoTDeviceManagement-SHA256-ECDSA, not of AmazonFreeRTOS-Default",
      make: async () =>
        signBy("pump_platform", {
          certificateArn: await certificate(),
          platformId: "AWSIoTDeviceManagement-SHA256-ECDSA",
        }),
    },
    {
      name: "pump_nameless",
      says: "it has no signing parameter certname: the certificate's path on the device",
      make: async () => signBy("pump_nameless", { certificateArn: await certificate(), certname: false }),
    },
  ])("$name fails: $says", async ({ name, says, make }) => {
    await make();
    const { totals, of } = await examineProduct("pump");
    expect([totals.fail, of(`signing profile ${name}`)]).toEqual([
      1,
      { status: "fail", says: expect.stringContaining(says), fix: expect.stringContaining("ota profile put pump_") },
    ]);
    expect(of("signing profile firmware_signer")?.status).toBe("ok");
  });

  it.each([
    {
      name: "pump_rsa",
      status: "fail",
      says: "its key is RSA_2048, and AmazonFreeRTOS-Default signs with ECDSA",
      like: { keyType: "RSA-2048" },
    },
    { name: "pump_curve", status: "fail", says: "its key is EC_secp384r1, and devices", like: { keyType: "P-384" } },
    { name: "pump_soon", status: "warn", says: "EC_prime256v1, until 20", like: { days: 20 } },
  ] as const)("the certificate of $name: $status, $says", async ({ name, status, says, like }) => {
    await signBy(name, { certificateArn: await certificate(like) });
    expect((await examineProduct("pump")).of(`certificate of ${name}`)).toEqual({
      status,
      says: expect.stringContaining(says),
      fix: expect.stringMatching(
        new RegExp(`^Put another certificate on the devices; then ota profile put ${name}_2 `),
      ),
    });
  });

  it("whose certificate is gone fails", async () => {
    const CertificateArn = await certificate();
    await signBy("pump_gone", { certificateArn: CertificateArn });
    await acm.deleteCertificate({ CertificateArn });
    const { of } = await examineProduct("pump");
    expect(of("certificate of pump_gone")?.says).toBe("it is gone from ACM, so the profile cannot sign");
  });

  it("that the stack does not allow fails", async () => {
    await decide("pump", { signingProfile: "fan_2026" });
    const { of } = await examineProduct("pump");
    expect(of("product pump: settings")).toMatchObject({
      status: "fail",
      says: expect.stringContaining("fan_2026 is neither the stack's SigningProfileName nor among its"),
      fix: expect.stringContaining("AllowedSigningProfiles"),
    });
  });
});

describe("a product", () => {
  beforeAll(() => decide("pump", {}));

  it("whose settings cannot be read fails, and is judged by the stack's", async () => {
    await decide("pump", '{"succesPercent": 90}');
    const { of } = await examineProduct("pump");
    expect(of("product pump: settings")).toMatchObject({
      status: "fail",
      says: expect.stringContaining("products/pump.json: succesPercent"),
      fix: "Mend products/pump.json in the firmware bucket.",
    });
    expect(of("product pump: targets")?.status).toBe("ok");
    await decide("pump", {});
  });

  it.each([
    { product: "ghost", says: "There is neither products/ghost.json nor a thing group ghost", make: async () => {} },
    {
      product: "lost",
      says: "There is no thinggroup nowhere",
      make: () => decide("lost", { targets: ["thinggroup/nowhere"] }),
    },
    {
      product: "empty",
      says: "No thing is in the thinggroup empty",
      make: () => iot.createThingGroup({ thingGroupName: "empty" }),
    },
  ])("$product without targets fails: $says", async ({ product, says, make }) => {
    await make();
    const { totals, of } = await examineProduct(product);
    expect([totals.fail, of(`product ${product}: targets`)]).toEqual([
      1,
      { status: "fail", says, fix: expect.stringContaining("aws iot create-thing-group") },
    ]);
  });

  it("with a release on the way is warned of it, and fails where that refuses newer ones", {
    timeout: 30_000,
  }, async () => {
    const image = makeImage({ product: "pump", version: "1.4.0", size: 20_000 });
    const id = await pipeline.upload("firmware/pump/1.4.0/app.bin", image);
    await enteredState(pipeline, id, "Wait For Devices");
    const before = await examineProduct("pump");
    expect([before.totals.fail, before.of("product pump: releases")]).toEqual([
      0,
      {
        status: "warn",
        says: `1 release on the way (${id} is under way): a newer one ends it`,
        fix: `Wait, if it is to reach all its devices: ota status ${id}`,
      },
    ]);
    await decide("pump", { supersede: false });
    const after = await examineProduct("pump");
    expect([after.totals.fail, after.of("product pump: releases")]).toMatchObject([
      1,
      { status: "fail", fix: `Wait until it is over, or end it: ota cancel ${id}` },
    ]);
  });

  it("with a release that serves is warned that a newer one ends that", { timeout: 30_000 }, async () => {
    await pipeline.household({ product: "fan", devices: 1 });
    await decide("fan", { targetSelection: "CONTINUOUS" });
    const image = makeImage({ product: "fan", version: "1.4.0", size: 20_000 });
    const id = await pipeline.upload("firmware/fan/1.4.0/app.bin", image);
    await pipeline.execution(id);
    expect((await examineProduct("fan")).of("product fan: releases")).toMatchObject({
      status: "warn",
      says: `${id} serves devices that join: a newer one ends that`,
    });
  });
});
