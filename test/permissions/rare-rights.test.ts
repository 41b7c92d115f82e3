import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { makeImage } from "../../local/device/image.ts";
import { changedTemplate } from "../support/changed-template.ts";
import { signingProfile } from "../support/households.ts";
import { startPipeline } from "../support/local-aws.ts";
import { clientConfig } from "../support/local-service.ts";
import { uploadManifest } from "../support/manifest-release.ts";

const pipeline = await startPipeline({ devices: 1, until: afterAll });
const { s3, signer, firmwareBucket, releaseBucket } = pipeline;

/** Has an image that lies beside a manifest signed into the release bucket; resolves to the job once that is done. */
async function signedBefore(version: string) {
  const key = `releases/thermostat/${version}/app.bin`;
  const image = makeImage({ product: "thermostat", version, size: 2_000 });
  const { VersionId } = await s3.putObject({ Bucket: firmwareBucket, Key: key, Body: image });
  const { jobId: signingJobId = "" } = await signer.startSigningJob({
    profileName: signingProfile,
    source: { s3: { bucketName: firmwareBucket, key, version: VersionId } },
    destination: { s3: { bucketName: releaseBucket, prefix: "signed/before/" } },
  });
  await pipeline.until(async () => {
    const { status } = await signer.describeSigningJob({ jobId: signingJobId });
    return status === "Succeeded" || undefined;
  });
  return { signingJobId, image, key: `signed/before/${signingJobId}` };
}

/** Releases it, and tells how that ended. */
async function releaseOf(version: string, { signingJobId, image }: { signingJobId: string; image: Uint8Array }) {
  const manifest = { signing: { by: "job", signingJobId } };
  const id = await uploadManifest(pipeline, { product: "thermostat", version, manifest, files: { "app.bin": image } });
  const { status, error } = await pipeline.execution(id);
  return { status, error };
}

describe("what was signed into the release bucket", () => {
  it("is looked at, and offered, by those who may read it there", async () => {
    expect(await releaseOf("1.4.0", await signedBefore("1.4.0"))).toEqual({ status: "SUCCEEDED" });
  });

  it("is missed by Describe Release, which may tell missing from forbidden", async () => {
    const signed = await signedBefore("1.5.0");
    await s3.deleteObject({ Bucket: releaseBucket, Key: signed.key });
    expect(await releaseOf("1.5.0", signed)).toEqual({ status: "FAILED", error: "SigningJobUnusableError" });
  });

  it("is waited for by Check Signing while S3 does not show it", async () => {
    const { signingJobId, key } = await signedBefore("1.6.0");
    await s3.deleteObject({ Bucket: releaseBucket, Key: key });
    expect(await pipeline.invoke("CheckSigningFunction", { signingJobId })).toEqual({ state: "signing" });
  });
});

describe("a release", () => {
  it("may be for one thing, signed by AWS IoT with the stack's own profile", async () => {
    const manifest = {
      targets: ["arn:aws:iot:us-east-1:123456789012:thing/thermostat-1"],
      signing: { by: "service", profile: signingProfile },
    };
    const files = { "app.bin": makeImage({ product: "thermostat", version: "1.7.0", size: 2_000 }) };
    const id = await uploadManifest(pipeline, { product: "thermostat", version: "1.7.0", manifest, files });
    expect(await pipeline.execution(id)).toMatchObject({ status: "SUCCEEDED" });
  });
});

it("AWS IoT signs by the profile that the stack has made, where a release leaves it that", async () => {
  const other = await startPipeline({ devices: 1 });
  const { signingMaterial } = await other.signer.getSigningProfile({ profileName: signingProfile });
  const { SigningProfileName: profile = "" } = await other.aws.deploy({
    CertificateArn: signingMaterial?.certificateArn ?? "",
    CertificatePathOnDevice: "/certs/firmware-signer.pem",
  });
  const files = { "app.bin": makeImage({ product: "thermostat", version: "1.4.0", size: 2_000 }) };
  const manifest = { signing: { by: "service", profile } };
  const id = await uploadManifest(other, { product: "thermostat", manifest, files });
  expect(await other.execution(id)).toMatchObject({ status: "SUCCEEDED" });
  expect(other.fleet.devices[0]?.image.version).toBe("1.4.0");
});

it("the stack's own signing profile is made, replaced by one it is given, and canceled with the stack", async () => {
  const other = await startPipeline({ devices: 0 });
  const cloudFormation = new CloudFormation(clientConfig(other.aws.endpoint));
  onTestFinished(() => cloudFormation.destroy());
  const { signingMaterial } = await other.signer.getSigningProfile({ profileName: signingProfile });
  const { SigningProfileName: own = "" } = await other.aws.deploy({
    CertificateArn: signingMaterial?.certificateArn ?? "",
    CertificatePathOnDevice: "/certs/s.pem",
  });
  const status = async () => (await other.signer.getSigningProfile({ profileName: own })).status;
  await other.aws.deploy({ SigningProfileName: signingProfile });
  expect(await status()).toBe("Active"); // releases under way may sign by it
  await cloudFormation.deleteStack({ StackName: "ota-pipeline" });
  await other.until(async () => (await status()) === "Canceled" || undefined);
});

it("an event that reaches no function comes to rest in the stack's queue", async () => {
  const events = new EventBridge(clientConfig(pipeline.aws.endpoint));
  const sqs = new SQS(clientConfig(pipeline.aws.endpoint));
  onTestFinished(() => {
    events.destroy();
    sqs.destroy();
  });
  const { Rules: [rule] = [] } = await events.listRules({ NamePrefix: "ota-pipeline-StartUpdateFunction" });
  const { Targets: [target] = [] } = await events.listTargetsByRule({ Rule: rule?.Name });
  const point = (Arn: string | undefined) =>
    events.putTargets({ Rule: rule?.Name, Targets: [{ ...target, Id: target?.Id, Arn }] });
  await point("arn:aws:lambda:us-east-1:123456789012:function:gone");
  await s3.putObject({ Bucket: firmwareBucket, Key: "firmware/thermostat/2.0.0/app.bin", Body: "lost" });
  const QueueUrl = pipeline.aws.outputs["UndeliveredEventsUrl"];
  const letter = await pipeline.until(async () => (await sqs.receiveMessage({ QueueUrl })).Messages?.[0]);
  expect(JSON.parse(letter.Body ?? "")).toMatchObject({
    detail: { object: { key: "firmware/thermostat/2.0.0/app.bin" } },
  });
  await point(target?.Arn);
});

it("a sweeper whose time is up writes down where it stopped", async () => {
  const short = await startPipeline({
    devices: 1,
    templateFile: await changedTemplate(["sweep.handler\n      Timeout: 300", "sweep.handler\n      Timeout: 40"]), // less than it keeps in reserve
    permissionsRecord: process.env["PERMISSIONS_RECORD"],
  });
  const image = makeImage({ product: "thermostat", version: "1.4.0", size: 2_000 });
  const id = await short.upload("firmware/thermostat/1.4.0/app.bin", image);
  await short.execution(id); // its announcement stays for a day
  const after = "where the one before stopped";
  const cursor = { Bucket: short.releaseBucket, Key: "sweep/cursor.json" };
  await short.s3.putObject({ ...cursor, Body: JSON.stringify({ after }) });
  expect(await short.invoke("SweepFunction", {})).toMatchObject({ looked: 0, stoppedAfter: after });
  const { Body } = await short.s3.getObject(cursor);
  expect(JSON.parse((await Body?.transformToString()) ?? "")).toEqual({ after });
});
