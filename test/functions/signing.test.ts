import { createHash, verify, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { handler as checkSigning } from "../../functions/check-signing.ts";
import type { Release, ReleaseFile } from "../../functions/firmware/release.ts";
import { handler as startSigning } from "../../functions/start-signing.ts";
import { invoke, pipelineBench, releaseBucket } from "../support/pipeline-bench.ts";
import { releaseWalk } from "../support/release-walk.ts";

const bench = await pipelineBench();
const walk = releaseWalk(bench);
const image = "firmware of a thermostat";

async function described(): Promise<{ release: Release; file: ReleaseFile }> {
  const release = await walk.describe({ body: image });
  const [file = expect.fail("no file")] = release.files;
  return { release, file };
}

async function start(input: { release: Release; file: ReleaseFile }): Promise<string> {
  const { signingJobId = "" } = await invoke(startSigning, input);
  return signingJobId;
}

describe("signing", () => {
  it("signs the uploaded version, below the release's own prefix", async () => {
    const input = await described();
    await bench.upload(input.file.key, "written over it since");
    const signingJobId = await start(input);
    const signedObject = await walk.signed(signingJobId);
    const { bucket, key, versionId } = signedObject;
    expect(signedObject).toMatchObject({
      bucket: releaseBucket,
      key: `signed/${input.release.id}/${signingJobId}`,
    });

    const object = await bench.s3.getObject({ Bucket: bucket, Key: key, VersionId: versionId });
    const { signature } = JSON.parse((await object.Body?.transformToString()) ?? "");
    const { publicKey } = new X509Certificate(bench.certificate.certificate);
    expect(verify("sha256", Buffer.from(image), publicKey, Buffer.from(signature, "base64"))).toBe(true);
  });

  it("is asked for again without signing twice", async () => {
    const input = await described();
    expect(await start(input)).toBe(await start(input));
    expect(await start(await described())).not.toBe(await start(input));
  });

  it("goes on until it is done", async () => {
    const signingJobId = await start(await described());
    expect(await invoke(checkSigning, { signingJobId })).toEqual({ state: "signing" });
    expect(await walk.signed(signingJobId)).toMatchObject({ bucket: releaseBucket });
  });

  it("may not show at once", async () => {
    const signingJobId = "11111111-2222-3333-4444-555555555555";
    expect(await invoke(checkSigning, { signingJobId })).toEqual({ state: "signing" });
  });

  it("fails with Signer's own reason", async () => {
    const { release, file } = await described();
    const gone = { ...file, versionId: createHash("sha256").update("gone").digest("hex").slice(0, 32) };
    const signingJobId = await start({ release, file: gone });
    const job = await bench.passUntil(async () => {
      const look = await bench.signer.describeSigningJob({ jobId: signingJobId });
      return look.status === "InProgress" ? undefined : look;
    });
    expect(job).toMatchObject({ status: "Failed", statusReason: expect.any(String) });
    await expect(invoke(checkSigning, { signingJobId })).rejects.toMatchObject({
      name: "SigningFailedError",
      message: `Signing job ${signingJobId}: ${job.statusReason}`,
    });
  });

  it("is refused for a profile that was cancelled since", async () => {
    bench.putProfile("cancelled_profile");
    const { release, file } = await described();
    await bench.signer.cancelSigningProfile({ profileName: "cancelled_profile" });
    const withProfile = { ...file, signing: { ...file.signing, profile: "cancelled_profile" } };
    await expect(start({ release, file: withProfile })).rejects.toMatchObject({
      name: expect.stringMatching(/Exception$/),
    });
  });
});
