import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { lookAtExistingRelease } from "../../cli/releases/look-at-release.ts";
import { publishRetry } from "../../cli/releases/publish-retry.ts";
import { checkRetry, planRetry } from "../../cli/releases/retry-release.ts";
import { retryText } from "../../cli/releases/retry-text.ts";
import { handler as describeRelease } from "../../functions/describe-release.ts";
import type { Release } from "../../functions/firmware/release.ts";
import { firmwareBucket, invoke, pipelineBench } from "../support/pipeline-bench.ts";
import { sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { clock, iot, s3, stateMachineArn } = bench;
const { walk, sweep, stop, released } = sweptReleases(bench);

const planFor = async ({ id }: Release, after?: string) =>
  planRetry(await lookAtExistingRelease(id, stateMachineArn), after);

/** A release that all but its first device have succeeded with, and whose execution has failed by it. */
async function halfDone(upload: Parameters<typeof walk.offer>[0] = {}): Promise<Release> {
  const release = await walk.offer(upload);
  await bench.report(`${release.product}-1`, release, "FAILED", "rejected: 0x00000000");
  await bench.report(`${release.product}-2`, release, "SUCCEEDED");
  await stop(release);
  await sweep();
  return release;
}

/** Publishes it, and plays the event that starts its execution. */
async function publish(plan: Awaited<ReturnType<typeof planFor>>) {
  const started: Promise<string>[] = [];
  const say = (text: string) => {
    const [, id] = /^Release {4}(\S+)$/.exec(text) ?? [];
    if (id) started.push(bench.execution(id));
  };
  return publishRetry(plan, { firmwareBucket, stateMachineArn, say });
}

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const custom = {
  by: "custom",
  signature: sign("SHA256", Buffer.from("firmware"), privateKey).toString("base64"),
  certificateName: "/signer.pem",
  hashAlgorithm: "SHA256",
  signatureAlgorithm: "ECDSA",
  unverified: true,
};

describe("a retry", () => {
  it.each<[string, NonNullable<Parameters<typeof halfDone>[0]>]>([
    ["an image", {}],
    [
      "a product with settings of its own",
      {
        settings: {
          fileName: "/a.bin",
          fileType: 3,
          successPercent: 90,
          supersede: false,
          rollout: { maximumPerMinute: 9 },
        },
      },
    ],
    [
      "a manifest with words of its own",
      { manifest: { description: "Spring", tags: { a: "b" }, additionalParameters: { c: "d" } } },
    ],
    ["a manifest by HTTP", { manifest: { protocols: ["MQTT", "HTTP"], presignedUrlExpiresInSec: 90 } }],
    ["a manifest that somebody else has signed", { manifest: { signing: custom } }],
    ["a manifest that AWS IoT signs", { manifest: { signing: { by: "service", profile: "ota_pipeline" } } }],
  ])("of %s is the same release, for those that did not succeed", async (_, upload) => {
    const release = await halfDone(upload);
    const plan = await planFor(release);
    expect(plan).toMatchObject({ things: [`${release.product}-1`], more: 0, gone: [] });
    await checkRetry(plan);
    const { release: id, upload: manifest } = await publish(plan);
    const again = await invoke(describeRelease, { upload: manifest });
    const { settingsVersionId, ...same } = release;
    expect(again).toMatchObject({
      ...same,
      id,
      retryOf: release.id,
      targets: [expect.stringMatching(new RegExp(`:thing/${release.product}-1$`))],
      files: release.files.map(({ key, versionId, ...file }) => ({
        ...file,
        key: expect.stringMatching(/^releases\//),
      })),
    });
  });

  it("takes the pinned versions, whatever lies there now", async () => {
    const release = await halfDone({ manifest: {} });
    const key = `releases/${release.product}/1.4.0/app.bin`;
    await bench.upload(key, "something else");
    await publish(await planFor(release));
    const { Body } = await s3.getObject({ Bucket: firmwareBucket, Key: key });
    expect(await Body?.transformToString()).toBe("firmware");
  });

  it("leaves out what is not registered any more", async () => {
    const release = await walk.offer();
    await stop(release);
    await sweep();
    await iot.deleteThing({ thingName: `${release.product}-2` });
    const plan = await planFor(release);
    expect(plan).toMatchObject({ things: [`${release.product}-1`] });
  });

  it("takes as many as a job does, and says how to come to the others", async () => {
    const product = await bench.product(103);
    const release = await walk.offer({ product });
    await clock.advance(60_000);
    await stop(release);
    await sweep();
    const first = await planFor(release);
    expect(first).toMatchObject({ more: 3, things: { length: 100 } });
    const last = first.things.at(-1);
    expect(retryText(first)).toContain(
      `3 more things did not succeed, and a job takes 100. Once this one has ended: \`ota retry ${release.id} --after ${last}\``,
    );
    expect(await planFor(release, last)).toMatchObject({ more: 0, things: { length: 3 } });
  });

  it("is not begun when a newer version stands", async () => {
    const release = await halfDone();
    await walk.offer({ product: release.product, version: "1.5.0" });
    await expect(checkRetry(await planFor(release))).rejects.toMatchObject({
      name: "RefusedBeforehandError",
      message: expect.stringContaining("VersionNotNewerError: "),
    });
  });
});

describe("nothing is retried", () => {
  it("while the release is under way", async () => {
    const release = await walk.offer();
    await expect(planFor(release)).rejects.toThrow(`${release.id} is under way for 2 devices: wait for its end`);
  });

  it("while a device is in the middle", async () => {
    const release = await walk.offer();
    await bench.report(`${release.product}-1`, release, "IN_PROGRESS");
    await stop(release);
    await sweep();
    await expect(planFor(release)).rejects.toThrow(`1 device of ${release.id} in the middle: wait until`);
  });

  it("of a release that every device runs", async () => {
    await expect(planFor(await released())).rejects.toThrow("Nobody is left to retry: every device of");
  });

  it("of a release that no device was offered", async () => {
    const release = await walk.admit();
    await stop(release);
    await sweep();
    await expect(planFor(release)).rejects.toThrow("is cancelled, and no device was offered it: publish it again");
  });
});
