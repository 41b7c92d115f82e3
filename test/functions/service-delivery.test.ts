import { describe, expect, it } from "vitest";
import { handler as admitRelease } from "../../functions/admit-release.ts";
import { handler as createOtaUpdate } from "../../functions/create-ota-update.ts";
import { handler as describeRelease } from "../../functions/describe-release.ts";
import { serviceStreamIn } from "../../functions/firmware/offer.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { customSigning } from "../support/custom-signing.ts";
import { firmwareBucket, invoke, pipelineBench, roleArn } from "../support/pipeline-bench.ts";
import { recordKey, sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { iot, clock, signer } = bench;
const { walk, sweep, stop } = sweptReleases(bench);
const ours = await selfSignedCertificate({ commonName: "ours", notBefore: clock.now() });
const aDay = 24 * 3_600_000;

/** What an earlier job signed. */
async function byJob(): Promise<object> {
  const { bucket, key, versionId } = await bench.upload("in/app.bin", "firmware");
  const { jobId = "" } = await signer.startSigningJob({
    profileName: "ota_pipeline",
    source: { s3: { bucketName: bucket, key, version: versionId } },
    destination: { s3: { bucketName: firmwareBucket, prefix: "signed/ours-" } },
    clientRequestToken: crypto.randomUUID(),
  });
  await bench.passUntil(async () => ((await signer.describeSigningJob({ jobId })).completedAt ? true : undefined));
  return { signing: { by: "job", signingJobId: jobId } };
}

const kinds: [string, () => Promise<object> | object][] = [
  ["signed by the pipeline", () => ({ delivery: "s3" })],
  ["signed by its maker", () => ({ delivery: "s3", signing: customSigning("firmware", ours) })],
  ["signed by the OTA service", () => ({ signing: { by: "service", profile: "ota_pipeline" } })],
  ["signed by an earlier job", byJob],
];

async function streamOf({ id }: Release): Promise<string> {
  const { document } = await iot.getJobDocument({ jobId: `AFR_OTA-${id}` });
  return serviceStreamIn(document) ?? expect.fail("the service made no stream");
}

const exists = (streamId: string) =>
  iot.describeStream({ streamId }).then(
    () => true,
    () => false,
  );

const streamIds = async () =>
  (await iot.listStreams({ maxResults: 250 })).streams?.map(({ streamId }) => streamId) ?? [];

/** Sweeps until AWS has had time to delete what it is asked to. */
async function sweepOut(): Promise<void> {
  for (let sweeps = 0; sweeps < 5; sweeps++) {
    await sweep();
    await clock.advance(5_000);
  }
}

describe.each(kinds)("a release that AWS delivers from S3, %s", (_, manifest) => {
  it("adopts its OTA update when that was made before and the answer got lost", async () => {
    const release = await walk.admit({ manifest: { ...(await manifest()), presignedUrlExpiresInSec: 600 } });
    const input = { release, signatures: await walk.sign(release) };
    await invoke(createOtaUpdate, input);
    expect(await invoke(createOtaUpdate, input)).toEqual({});
    expect(await walk.created(release)).toMatchObject({ otaUpdateStatus: "CREATE_COMPLETE" });
    expect(await invoke(createOtaUpdate, input)).toEqual({});
    await iot.deleteOTAUpdate({ otaUpdateId: release.id, deleteStream: true, forceDeleteAWSJob: true });
    await clock.advance(5_000); // a sweep looks at every stream there is
  });

  it("is cancelled with the stream that the service made, and retired to the last thing", async () => {
    const release = await walk.offer({ manifest: await manifest() });
    const { id, product } = release;
    const streamId = await streamOf(release);
    await stop(release);
    await sweepOut();
    expect(await exists(streamId)).toBe(false);
    expect(await bench.inventory(product)).toEqual([
      `job/AFR_OTA-${id} CANCELED`,
      `open/${product}/${id}.json`,
      `otaupdate/${id} CREATE_COMPLETE`,
      recordKey(release),
    ]);
    await clock.advance(aDay);
    await sweepOut();
    await clock.advance(31 * aDay);
    await sweepOut();
    expect(await bench.inventory(product)).toEqual([recordKey(release)]);
  });

  it("is still known by its job when somebody has deleted its OTA update, and not its stream", async () => {
    const release = await walk.offer({ manifest: await manifest() });
    const { id, product } = release;
    const streamId = await streamOf(release);
    await bench.report(`${product}-1`, release, "IN_PROGRESS");
    await iot.cancelJob({ jobId: `AFR_OTA-${id}` });
    await iot.deleteOTAUpdate({ otaUpdateId: id });
    await clock.advance(5_000);
    await stop(release);
    await sweepOut();
    expect(await exists(streamId)).toBe(true); // a device is in the middle
    await bench.report(`${product}-1`, release, "SUCCEEDED");
    await sweepOut();
    expect(await exists(streamId)).toBe(false);
    expect(await bench.inventory(product)).toEqual([
      `job/AFR_OTA-${id} CANCELED`,
      `open/${product}/${id}.json`,
      recordKey(release),
    ]);
  });
});

describe("a stream that the OTA service made of files that another release has too", () => {
  const manifest = { delivery: "s3", signing: customSigning("firmware", ours), files: [{ name: "app.bin" }] };

  /** A release that ended before anything was made of it, and one that releases its very files again at once. */
  async function twoOfTheSame(): Promise<[Release, Release]> {
    const ended = await walk.admit({ manifest });
    await stop(ended);
    await sweep();
    return [ended, await releaseAgain(ended)];
  }

  /** Uploads the manifest once more, beside the same files. */
  async function releaseAgain({ product, files }: Release): Promise<Release> {
    const upload = await bench.upload(`releases/${product}/1.4.0/release.json`, JSON.stringify(manifest));
    const release = await invoke(describeRelease, { upload });
    await invoke(admitRelease, { release, execution: await bench.execution(release.id) });
    expect(release.files).toEqual(files);
    return release;
  }

  it("goes with the one that could not be created, when the one before it was offered", async () => {
    const offered = await walk.offer({ manifest });
    const own = await streamOf(offered);
    await bench.report(`${offered.product}-1`, offered, "IN_PROGRESS");
    await stop(offered);
    await sweep();
    const again = await releaseAgain(offered);
    const s3Location = again.files.map(({ bucket, key, versionId: version }) => ({ bucket, key, version }))[0];
    const leftover = `AFR_OTA-${offered.product}-leftover`;
    await iot.createStream({ streamId: leftover, files: [{ fileId: 0, s3Location }], roleArn });
    await stop(again);
    await sweep();
    expect(await exists(leftover)).toBe(false);
    expect(await exists(own)).toBe(true); // a device reads it
    await bench.report(`${offered.product}-1`, offered, "FAILED");
    await sweepOut();
  });

  it("stays while the other may be about to use it, and then for as long as its job does", async () => {
    const [ended, again] = await twoOfTheSame();
    const s3Location = again.files.map(({ bucket, key, versionId: version }) => ({ bucket, key, version }))[0];
    const leftover = `AFR_OTA-${ended.product}-leftover`;
    await iot.createStream({ streamId: leftover, files: [{ fileId: 0, s3Location }], roleArn });
    await sweep();
    expect(await exists(leftover)).toBe(true); // nobody can tell yet whose it is
    await invoke(createOtaUpdate, { release: again, signatures: [] });
    await walk.created(again);
    await sweep();
    expect(await exists(await streamOf(again))).toBe(true);
    expect(await exists(leftover)).toBe(false);
  });
});

it("a stream that the OTA service made of what a job signed may be another product's, that is on its way", async () => {
  const manifest = await byJob();
  const ended = await walk.admit({ manifest });
  await stop(ended);
  await sweep();
  const other = await walk.offer({ manifest });
  expect(other.product).not.toBe(ended.product);
  await sweep();
  expect(await exists(await streamOf(other))).toBe(true);
});

it("what the OTA service signed and streamed for an update that it could not create goes with the release", async () => {
  const others = await streamIds();
  const product = await bench.product();
  const manifest = { signing: { by: "service", profile: "ota_pipeline" } };
  const release = await walk.describe({ product, manifest });
  await iot.createJob({ jobId: `AFR_OTA-${release.id}`, targets: [...release.targets], document: "{}" }); // theirs
  await clock.advance(1_000);
  await invoke(admitRelease, { release, execution: await bench.execution(release.id) });
  await invoke(createOtaUpdate, { release, signatures: [] });
  expect(await walk.created(release)).toMatchObject({ otaUpdateStatus: "CREATE_FAILED" });
  expect(await streamIds()).toHaveLength(others.length + 1);
  const theirs = `job/AFR_OTA-${release.id} IN_PROGRESS`;
  expect(await bench.inventory(product)).toContainEqual(expect.stringMatching(`^signed/${release.id}/`));
  await stop(release);
  await sweepOut();
  await clock.advance(aDay);
  await sweepOut();
  expect(await bench.inventory(product)).toEqual([theirs, recordKey(release)]);
  expect(await streamIds()).toEqual(others);
});
