import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { s3 } from "../../functions/aws/clients.ts";
import { handler as checkOtaUpdate } from "../../functions/check-ota-update.ts";
import { handler as cleanUp } from "../../functions/clean-up.ts";
import { handler } from "../../functions/create-ota-update.ts";
import { handler as createStream } from "../../functions/create-stream.ts";
import { otaUpdateRequest } from "../../functions/firmware/ota-update.ts";
import { invoke, otaUpdateMeans, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const { iot } = bench;
const walk = releaseWalk(bench);

/** A release with signature and stream, about to be offered. */
async function ready() {
  const release = await walk.admit();
  const signatures = await walk.sign(release);
  await invoke(createStream, { release });
  return { release, signatures };
}

async function jobDocument(id: string): Promise<{ afr_ota: { streamname: string; files: Record<string, unknown>[] } }> {
  const { document = "" } = await iot.getJobDocument({ jobId: `AFR_OTA-${id}` });
  return JSON.parse(document);
}

afterEach(() => vi.unstubAllEnvs());

describe("a release's OTA update", () => {
  it("offers the stream to the product's group, and carries the release's tag", async () => {
    const input = await ready();
    const { id, targets } = input.release;
    expect(await invoke(handler, input)).toEqual({});
    const update = await walk.created(input.release);
    expect(update).toMatchObject({ targets, otaUpdateStatus: "CREATE_COMPLETE", awsIotJobId: `AFR_OTA-${id}` });
    const { tags } = await iot.listTagsForResource({ resourceArn: update.otaUpdateArn });
    expect(tags).toEqual([{ Key: "ota-pipeline:release", Value: id }]);
    expect((await jobDocument(id)).afr_ota).toMatchObject({ streamname: id });
  });

  it("gives devices the same signature, whether it names the job or the signature itself", async () => {
    const input = await ready();
    const { bucket, key, versionId } = input.signatures[0]?.signedObject ?? expect.fail("no signature");
    const object = await bench.s3.getObject({ Bucket: bucket, Key: key, VersionId: versionId });
    const { signature } = JSON.parse((await object.Body?.transformToString()) ?? "");

    vi.stubEnv("CODE_SIGNING", "ExtractedSignature");
    await invoke(handler, input);
    const { otaUpdateFiles } = await walk.created(input.release);
    expect(otaUpdateFiles?.[0]?.codeSigning?.awsSignerJobId).toBeUndefined();
    const { afr_ota } = await jobDocument(input.release.id);
    expect(afr_ota.files[0]).toMatchObject({
      "sig-sha256-ecdsa": signature,
      certfile: "/certs/signer.pem",
      filesize: 8,
    });

    vi.unstubAllEnvs();
    const byJob = await ready();
    await invoke(handler, byJob);
    await walk.created(byJob.release);
    const document = await jobDocument(byJob.release.id);
    expect(document.afr_ota.files[0]).toMatchObject({ certfile: "/certs/signer.pem", filesize: 8 });
    expect(document.afr_ota.files[0]).toHaveProperty("sig-sha256-ecdsa");
  });

  it("is adopted when it was made before and the answer got lost", async () => {
    const input = await ready();
    await invoke(handler, input);
    expect(await invoke(handler, input)).toEqual({});
    await walk.created(input.release);
    expect(await invoke(handler, input)).toEqual({});
  });

  it.each([
    ["other targets", { targets: ["arn:aws:iot:us-east-1:123456789012:thing/p1-1"] }],
    ["another release's tag, or none", { tags: [] }],
    ["another release's tag, or none", { tags: [{ Key: "ota-pipeline:release", Value: "another" }] }],
  ])("is left alone when there is one with %s", async (difference, changes) => {
    const { release, signatures } = await ready();
    const byName = new Map(signatures.map((signature) => [signature.file, signature]));
    await iot.createOTAUpdate({ ...otaUpdateRequest(release, byName, otaUpdateMeans), ...changes });
    await bench.clock.advance(120_000);
    await expect(invoke(handler, { release, signatures })).rejects.toMatchObject({
      name: "NameTakenError",
      message: `There is another OTA update named ${release.id}, with ${difference}`,
    });
    expect((await iot.getOTAUpdate({ otaUpdateId: release.id })).otaUpdateInfo).toBeDefined();
  });

  it("is not taken for another's while AWS does not show its tag yet", async () => {
    const { release, signatures } = await ready();
    const byName = new Map(signatures.map((signature) => [signature.file, signature]));
    const { tags, ...untagged } = otaUpdateRequest(release, byName, otaUpdateMeans);
    const { otaUpdateArn: resourceArn } = await iot.createOTAUpdate(untagged);
    await expect(invoke(handler, { release, signatures })).rejects.toMatchObject({ name: "TransientError" });
    await expect(invoke(cleanUp, { releaseId: release.id, failure: {} })).rejects.toMatchObject({
      name: "TransientError",
    });
    await iot.tagResource({ resourceArn, tags });
    expect(await invoke(handler, { release, signatures })).toEqual({});
  });

  it("is not made for a release that has ended", async () => {
    const input = await ready();
    const { id, product } = input.release;
    await bench.s3.putObject({
      Bucket: releaseBucket,
      Key: `records/${product}/${id}.json`,
      Body: JSON.stringify({ outcome: "cancelled" }),
    });
    await expect(invoke(handler, input)).rejects.toMatchObject({ name: "ReleaseEndedError", outcome: "cancelled" });
    await expect(iot.getOTAUpdate({ otaUpdateId: id })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

it("an OTA update is not made for a release that ends while its signatures are read", async () => {
  const input = await ready();
  const { id, product } = input.release;
  const end = { Bucket: releaseBucket, Key: `records/${product}/${id}.json`, Body: '{"outcome":"cancelled"}' };
  vi.stubEnv("CODE_SIGNING", "ExtractedSignature");
  onTestFinished(() => void s3.middlewareStack.remove("end"));
  s3.middlewareStack.add(
    (next) => async (args) => {
      if ("Key" in args.input && args.input.Key?.startsWith("signed/")) await bench.s3.putObject(end);
      return next(args);
    },
    { step: "initialize", name: "end" },
  );
  await expect(invoke(handler, input)).rejects.toMatchObject({ name: "ReleaseEndedError", outcome: "cancelled" });
});

describe("an OTA update that was asked for", () => {
  it("is being created until its job exists", async () => {
    const input = await ready();
    expect(await invoke(checkOtaUpdate, input)).toEqual({ state: "creating" });
    await invoke(handler, input);
    expect(await invoke(checkOtaUpdate, input)).toEqual({ state: "creating" });
    await walk.created(input.release);
    expect(await invoke(checkOtaUpdate, input)).toEqual({ state: "created" });
  });

  it("fails with AWS's own code and message", async () => {
    const { release, signatures } = await ready();
    const lost = signatures.map((signature) => ({
      ...signature,
      signingJobId: "11111111-2222-3333-4444-555555555555",
    }));
    await invoke(handler, { release, signatures: lost });
    const { otaUpdateStatus, errorInfo } = await walk.created(release);
    expect(otaUpdateStatus).toBe("CREATE_FAILED");
    const { code, message } = errorInfo ?? {};
    await expect(invoke(checkOtaUpdate, { release })).rejects.toMatchObject({
      name: "OtaUpdateFailedError",
      message: `${code}: ${message}`,
    });
  });

  it("fails when somebody deletes it", async () => {
    const release = await walk.offer();
    await iot.deleteOTAUpdate({ otaUpdateId: release.id, forceDeleteAWSJob: true });
    await expect(invoke(checkOtaUpdate, { release })).rejects.toMatchObject({
      name: "OtaUpdateFailedError",
      message: expect.stringContaining("DELETE_IN_PROGRESS"),
    });
  });
});
