import { afterEach, describe, expect, it } from "vitest";
import { logLines } from "../support/log-lines.ts";
import { certificateArn, pipelineBench, stackId } from "../support/pipeline-bench.ts";
import { sweptReleases } from "../support/swept-releases.ts";

const bench = await pipelineBench();
const { signer, clock } = bench;
const { sweep, walk, stop } = sweptReleases(bench);

const anHour = 3_600_000;
const cursor = "sweep/replaced-profiles.json";

afterEach(() => {
  process.env["SIGNING_PROFILE"] = "ota_pipeline";
});

let made = 0;

/** A profile that signs, of this stack unless another is said. */
async function profile({ stack = stackId, profileName = `made_${++made}` } = {}): Promise<string> {
  await signer.putSigningProfile({
    profileName,
    platformId: "AmazonFreeRTOS-Default",
    signingMaterial: { certificateArn },
    signingParameters: { certname: "/certs/signer.pem" },
    tags: { "ota-pipeline:stack": stack },
  });
  return profileName;
}

const statusOf = async (profileName: string) => (await signer.getSigningProfile({ profileName })).status;

/** What a sweep says of signing: `signing-profile/…: why`. */
async function swept(input: object = {}) {
  const report = await sweep(input);
  const lines = (things: typeof report.left) =>
    things.filter(({ release }) => release === "signing").map(({ what, why }) => `${what}: ${why}`);
  return { swept: lines(report.swept), left: lines(report.left) };
}

describe("a signing profile that the stack has replaced", () => {
  it("is canceled an hour after a sweep has seen it first", async () => {
    const name = await profile();
    const what = `signing-profile/${name}`;
    expect(await swept()).toEqual({ swept: [], left: [`${what}: it was replaced less than an hour ago`] });
    await clock.advance(anHour - 60_000);
    expect((await swept()).swept).toEqual([]);
    expect(await statusOf(name)).toBe("Active");
    await clock.advance(60_000);
    expect(await swept({ dryRun: true })).toEqual({ swept: [`${what}: the stack has another one`], left: [] });
    expect(await statusOf(name)).toBe("Active");
    expect(await swept()).toEqual({ swept: [`${what}: the stack has another one`], left: [] });
    expect(await statusOf(name)).toBe("Canceled");
    expect(await swept()).toEqual({ swept: [], left: [] });
    expect(await bench.keys(cursor)).toEqual([]);
  });

  it("stays as long as a release under way may sign by it", async () => {
    const name = await profile();
    process.env["SIGNING_PROFILE"] = name;
    const release = await walk.admit();
    process.env["SIGNING_PROFILE"] = "ota_pipeline";
    await swept();
    await clock.advance(2 * anHour);
    expect((await swept()).left).toEqual([`signing-profile/${name}: ${release.id} may still sign by it`]);
    await stop(release);
    expect((await swept()).swept).toEqual([`signing-profile/${name}: the stack has another one`]);
    expect(await statusOf(name)).toBe("Canceled");
  });

  it("is none when the update was rolled back, and begins anew when it is replaced again", async () => {
    const name = await profile();
    await swept();
    await clock.advance(2 * anHour);
    process.env["SIGNING_PROFILE"] = name;
    expect(await swept()).toEqual({ swept: [], left: [] });
    process.env["SIGNING_PROFILE"] = "ota_pipeline";
    expect((await swept()).left).toEqual([`signing-profile/${name}: it was replaced less than an hour ago`]);
    await signer.cancelSigningProfile({ profileName: name });
  });

  it("stays where the stack allows releases to name it", async () => {
    const name = await profile({ profileName: "other_one" });
    await swept();
    await clock.advance(2 * anHour);
    expect(await swept()).toEqual({ swept: [], left: [] });
    expect(await statusOf(name)).toBe("Active");
  });

  it("is not another stack's, nor one without a stack", async () => {
    const theirs = await profile({ stack: stackId.replace("/1", "/2") });
    await swept();
    await clock.advance(2 * anHour);
    expect(await swept()).toEqual({ swept: [], left: [] });
    expect([await statusOf(theirs), await statusOf("ota_pipeline")]).toEqual(["Active", "Active"]);
  });
});

describe("how long can be signed", () => {
  const daysLeft = async () => {
    const lines = logLines();
    await sweep();
    return lines.find(({ message }) => message === "Looked how long can be signed")?.["daysLeft"];
  };

  it("is 0 where ACM has the certificate no more", async () => {
    expect(await daysLeft()).toBe(0); // the bench's certificate is not ACM's
  });

  it("is 0 where the profile is canceled, or never was", async () => {
    const name = await profile();
    await signer.cancelSigningProfile({ profileName: name });
    process.env["SIGNING_PROFILE"] = name;
    expect(await daysLeft()).toBe(0);
    process.env["SIGNING_PROFILE"] = "never_made";
    expect(await daysLeft()).toBe(0);
  });

  it("is nothing that a dry run writes down", async () => {
    const lines = logLines();
    await sweep({ dryRun: true });
    expect(lines.map(({ message }) => message)).toEqual(["Looked what there is to sweep", "Done"]);
  });
});
