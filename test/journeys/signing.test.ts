import { hash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { makeImage } from "../../local/device/image.ts";
import { enteredState } from "../support/entered-state.ts";
import { signingProfile } from "../support/households.ts";
import { arrive, type Journey, noticesOf, recordOf, travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";

const shared = await startPipeline({ devices: 1, parameters: { AllowedSigningProfiles: "odd_*" }, until: afterAll });
const imageOf = (product: string, seed = "") => makeImage({ product, version: "1.4.0", size: 20_000, seed });
const aSweep = 16 * 60_000; // milliseconds in which there is one
const key = "firmware/thermostat/1.4.0/app.bin";

/** Lets a product be signed for by a certificate of its own, and uploads an image of it. */
async function travelSignedBy(
  product: string,
  certificate: Pick<Parameters<typeof selfSignedCertificate>[0], "days" | "keyType">,
) {
  const { acm, signer, clock } = shared;
  const pem = await selfSignedCertificate({ commonName: "odd signer", notBefore: clock.now(), ...certificate });
  const { CertificateArn: certificateArn } = await acm.importCertificate({
    Certificate: Buffer.from(pem.certificate),
    PrivateKey: Buffer.from(pem.privateKey),
  });
  const profileName = `odd_${product}`;
  await signer.putSigningProfile({
    profileName,
    platformId: "AmazonFreeRTOS-Default",
    signingMaterial: { certificateArn },
    signingParameters: { certname: "/certs/odd-signer.pem" },
  });
  await shared.household({ product, devices: 1 });
  await shared.upload(`products/${product}.json`, JSON.stringify({ signingProfile: profileName }));
  if (certificate.days) {
    shared.leap(2 * certificate.days * 86_400_000);
    await shared.pass(aSweep); // so that what it does to earlier releases is done
  }
  const journey = await travel(shared, `firmware/${product}/1.4.0/app.bin`, imageOf(product));
  return { journey, certificateArn };
}

const cleanedUp = ["Remember What Failed", "Clean Up", "Is It Clean?", "Release Failed"];
const signed = ["Start Signing", "Wait For Signature", "Check Signing"];
const begun = ["Describe Release", "Admit Release", "Is There Anything To Do?", "Do We Sign?", "Sign Files"];

/**
 * Looks that a release failed before anything was offered to devices: nothing is left but its record, and for a day its
 * announcement, since Signer may still write.
 * @param signing what became of its signing job; nothing if there was none
 */
async function expectFailed(journey: Journey, error: string, cause: unknown, signing?: string) {
  const { id, status, changes } = journey;
  expect({ status, error: journey.error, cause: journey.cause }).toEqual({ status: "FAILED", error, cause });
  const { product, ...verdict } = await recordOf(shared, id);
  expect(changes).toEqual([
    `+ execution ${id} FAILED`,
    ...(signing ? [`+ signing-job ${signing}`] : []),
    `+ object open/${product}/${id}.json`,
    `+ object records/${product}/${id}.json`,
  ]);
  expect(verdict).toMatchObject({ outcome: "failed", error, cause: journey.cause, by: "clean-up", devices: null });
  expect(await noticesOf(shared, id)).toEqual([expect.stringContaining(`failed (FAILED) by ${error}. `)]);
}

describe("a certificate", () => {
  it("whose key is not on an elliptic curve fails the release with Signer's reason", async () => {
    const { journey, certificateArn } = await travelSignedBy("iron", { keyType: "RSA-2048" });
    const reason = `Signing with ECDSA needs an EC private key, which ${certificateArn} does not have`;
    const cause = expect.stringMatching(new RegExp(`^Signing job [0-9a-f-]{36}: ${reason}$`));
    await expectFailed(journey, "SigningFailedError", cause, "Failed");
    expect(journey.states).toEqual([...begun, ...signed, ...cleanedUp]);
  });

  it("that has expired fails the release with Signer's reason", async () => {
    const { journey, certificateArn } = await travelSignedBy("oven", { days: 1 });
    const cause = expect.stringMatching(
      `^Signing job [0-9a-f-]{36}: The signing certificate ${certificateArn} expired on `,
    );
    await expectFailed(journey, "SigningFailedError", cause, "Failed");
  });
});

describe("a key that is overwritten while its image is being signed", () => {
  it("gives devices the first bytes; the second ones need a version of their own", async () => {
    const { devices } = await shared.household({ product: "boiler", devices: 2 });
    const before = await shared.inventory();
    const [first, second] = [imageOf("boiler"), imageOf("boiler", "other bytes")];
    const id = await shared.upload("firmware/boiler/1.4.0/app.bin", first);
    await enteredState(shared, id, "Wait For Signature");
    const late = await travel(shared, "firmware/boiler/1.4.0/app.bin", second);
    const { status, changes } = await arrive(shared, id, before);
    expect(status).toBe("SUCCEEDED");
    expect(devices.map(({ image }) => image.sha256)).toEqual([hash("sha256", first), hash("sha256", first)]);
    expect(late).toMatchObject({
      status: "FAILED",
      error: "VersionReusedError",
      cause: `boiler 1.4.0 exists with other bytes, on its way as ${id}: raise the version`,
      states: ["Describe Release", "Admit Release", "Release Refused"],
    });
    expect(changes.filter((line) => line.includes(late.id))).toEqual([
      `+ execution ${late.id} FAILED`,
      `+ object open/boiler/${late.id}.json`,
      `+ object open/boiler/${late.id}.json (delete marker)`,
    ]);
  });
});

describe("signing", () => {
  it("that is never done fails the release after 15 minutes, and what Signer wrote goes", async () => {
    shared.faults.add({ service: "signer", operation: "DescribeSigningJob", calls: "1-", fault: "not-found" });
    const began = shared.clock.now();
    const journey = await travel(shared, key, imageOf("thermostat"));
    shared.faults.clear();
    expect(shared.clock.now() - began).toBeGreaterThan(15 * 60_000);
    const cause = expect.stringMatching(/^Signing job [0-9a-f-]{36} for app.bin was not done after 15 minutes$/);
    await expectFailed(journey, "SigningDeadlineError", cause, "Succeeded");
  });

  // the last one: from here on the shared pipeline releases nothing
  it("with a profile that is cancelled after it was described fails the release", async () => {
    shared.faults.add({ service: "signer", operation: "StartSigningJob", calls: "1-", fault: "throttle" });
    const before = await shared.inventory();
    const id = await shared.upload(key, imageOf("thermostat"));
    await enteredState(shared, id, "Start Signing");
    await shared.signer.cancelSigningProfile({ profileName: signingProfile });
    shared.faults.clear();
    const journey = await arrive(shared, id, before);
    await expectFailed(journey, "ValidationException", `Signing profile ${signingProfile} is Canceled`);
    expect(journey.states).toEqual([...begun, "Start Signing", ...cleanedUp]);
  });
});
