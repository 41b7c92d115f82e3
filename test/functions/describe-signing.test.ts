import { afterEach, describe, expect, it, vi } from "vitest";
import { handler } from "../../functions/describe-release.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { customSigning } from "../support/custom-signing.ts";
import { type ManifestRelease, uploadManifest } from "../support/manifest-release.ts";
import { certificateArn, firmwareBucket, invoke, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";

const bench = await pipelineBench();
const { s3, signer } = bench;
const ours = await selfSignedCertificate({ commonName: "ours", notBefore: bench.clock.now() });
const ofRsa = await selfSignedCertificate({ commonName: "rsa", notBefore: bench.clock.now(), keyType: "RSA-2048" });

/** Describes a release of one file that is signed so. */
async function describeSigned(signing: object, like: Partial<ManifestRelease> = {}) {
  const product = await bench.product();
  const upload = await uploadManifest(bench, { product, manifest: { signing }, ...like });
  return invoke(handler, { upload });
}

function refusalOf(signing: object): Promise<Error> {
  return describeSigned(signing).then(
    () => expect.fail("the release was not refused"),
    (refusal: Error) => refusal,
  );
}

/** Has Signer sign an image of its own; returns the job's id and what it signed, once it is done. */
async function signedBefore({
  bucket = firmwareBucket,
  prefix = "signed/ours-",
  key = "in/app.bin",
  profileName = "ota_pipeline",
  settle = true,
} = {}) {
  const source = await bench.upload(key, "signed before");
  const { jobId = "" } = await signer.startSigningJob({
    profileName,
    source: { s3: { bucketName: source.bucket, key: source.key, version: source.versionId } },
    destination: { s3: { bucketName: bucket, prefix } },
    clientRequestToken: crypto.randomUUID(),
  });
  if (settle) {
    await bench.passUntil(async () => ((await signer.describeSigningJob({ jobId })).completedAt ? true : undefined));
  }
  return { jobId, source, signedObject: { bucket, key: prefix + jobId } };
}

afterEach(() => vi.unstubAllEnvs());

describe("a file that its maker signed", () => {
  it("is released with that signature, once it was verified", async () => {
    const signing = customSigning("firmware", ours);
    const { delivery, files } = await describeSigned(signing);
    expect(delivery).toBe("stream");
    expect(files[0]?.signing).toEqual(signing);
  });

  it("is refused when it was changed since", async () => {
    expect(await refusalOf(customSigning("other firmware", ours))).toMatchObject({
      name: "SignatureInvalidError",
      message: expect.stringMatching(/^The signature of app.bin: .+\(SHA256 with ECDSA\).+upload it again$/),
    });
  });

  it("is refused when somebody else's certificate is given", async () => {
    const signing = { ...customSigning("firmware", ours), certificate: ofRsa.certificate };
    expect((await refusalOf(signing)).message).toContain("it is to be ECDSA, and the certificate's key is rsa");
  });

  it("is taken as it is where there is no certificate, and says so", async () => {
    const { certificate, ...signing } = customSigning("other firmware", ours);
    const { files } = await describeSigned({ ...signing, unverified: true });
    expect(files[0]?.signing).toEqual({ ...signing, unverified: true });
  });

  it("may not be neither verified nor said to be unverified", async () => {
    const { certificate, ...signing } = customSigning("firmware", ours);
    expect(await refusalOf(signing)).toMatchObject({
      name: "ManifestInvalidError",
      message: expect.stringContaining('"unverified": true'),
    });
  });
});

describe("a file that the OTA service is to sign", () => {
  const service = { by: "service", profile: "ota_pipeline" };
  const signingProfileParameter = {
    certificateArn,
    platform: "AmazonFreeRTOS-Default",
    certificatePathOnDevice: "/certs/signer.pem",
  };

  it("comes from S3", async () => {
    expect(await describeSigned(service)).toMatchObject({ delivery: "s3", files: [{ signing: service }] });
  });

  it.each([
    ["that nobody made", "other_nobody", "does not exist"],
    ["that the stack does not allow", "theirs", "AllowedSigningProfiles"],
  ])("needs a profile, not one %s", async (_, profile, message) => {
    expect(await refusalOf({ by: "service", profile })).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringContaining(message),
    });
  });

  it("may have a profile made for it only where the stack says so", async () => {
    const signing = { by: "service", profile: "other_new", signingProfileParameter };
    expect(await refusalOf(signing)).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringContaining("AllowSigningProfileParameters is false"),
    });
    vi.stubEnv("ALLOW_SIGNING_PROFILE_PARAMETERS", "true");
    expect((await describeSigned(signing)).files[0]?.signing).toEqual(signing);
    expect(await refusalOf({ ...signing, profile: "theirs" })).toMatchObject({ name: "SignerProfileUnusableError" });
  });

  it("may say again what the profile is, but nothing else", async () => {
    vi.stubEnv("ALLOW_SIGNING_PROFILE_PARAMETERS", "true");
    expect((await describeSigned({ ...service, signingProfileParameter })).delivery).toBe("s3");
    const other = { ...signingProfileParameter, certificatePathOnDevice: "/certs/other.pem" };
    expect(await refusalOf({ ...service, signingProfileParameter: other })).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringContaining("exists with the certname /certs/signer.pem, not /certs/other.pem"),
    });
  });
});

describe("a file that an earlier job signed", () => {
  it.each([
    ["firmware bucket", firmwareBucket],
    ["release bucket", releaseBucket],
  ])("is what the job took, wherever that lies; what it wrote is in the %s", async (_, bucket) => {
    const { jobId, source, signedObject } = await signedBefore({ bucket });
    expect(await describeSigned({ by: "job", signingJobId: jobId }, { files: { "unused.bin": "x" } })).toMatchObject({
      delivery: "s3",
      files: [{ name: "unused.bin", ...source, size: 13, signing: { by: "job", signingJobId: jobId, signedObject } }],
    });
  });

  it.each<[string, Parameters<typeof signedBefore>[0], RegExp]>([
    ["is not done", { settle: false }, /is InProgress/],
    ["wrote to another place", { prefix: "elsewhere/" }, /does not lie below signed\/ in /],
    [
      "wrote below another release's place",
      { bucket: releaseBucket, prefix: "signed/thermostat-1_4_0-3c9bb594/" },
      /goes when release thermostat-1_4_0-3c9bb594 does/,
    ],
  ])("is not released when the job %s", async (_, like, message) => {
    const { jobId } = await signedBefore(like);
    expect(await refusalOf({ by: "job", signingJobId: jobId })).toMatchObject({
      name: "SigningJobUnusableError",
      message: expect.stringMatching(message),
    });
  });

  it("is not released when it is another product's, or signed by a profile that the stack does not allow", async () => {
    const { jobId } = await signedBefore({ key: "releases/oven/1.4.0/oven.bin" });
    expect(await refusalOf({ by: "job", signingJobId: jobId })).toMatchObject({
      name: "SigningJobUnusableError",
      message: expect.stringMatching(/signed releases\/oven\/1.4.0\/oven.bin, which is not .+'s but oven's$/),
    });
    const profileName = "foreign";
    await signer.putSigningProfile({
      profileName,
      platformId: "AmazonFreeRTOS-Default",
      signingMaterial: { certificateArn },
      signingParameters: { certname: "/certs/signer.pem" },
    });
    const byForeign = await signedBefore({ profileName });
    expect(await refusalOf({ by: "job", signingJobId: byForeign.jobId })).toMatchObject({
      name: "SignerProfileUnusableError",
      message: expect.stringContaining("AllowedSigningProfiles"),
    });
  });

  it("is not released when there is no such job, or what it wrote is gone", async () => {
    expect((await refusalOf({ by: "job", signingJobId: "nobody" })).message).toContain("does not exist");
    const { jobId, signedObject } = await signedBefore();
    await s3.deleteObject({ Bucket: signedObject.bucket, Key: signedObject.key });
    expect(await refusalOf({ by: "job", signingJobId: jobId })).toMatchObject({
      name: "SigningJobUnusableError",
      message: expect.stringContaining("which is gone; sign the file again"),
    });
  });
});
