import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../../local/faults/rule.ts";
import { enteredState } from "../support/entered-state.ts";
import { startPipeline } from "../support/local-aws.ts";
import { productJourneys } from "../support/product-journeys.ts";
import { complete, takenBack, undone } from "../support/table-of-endings.ts";

const pipeline = await startPipeline({ devices: 0, until: afterAll });
const { aws, iot, s3, faults, firmwareBucket, releaseBucket } = pipeline;
const product = productJourneys(pipeline);
afterEach(() => faults.clear());

const creates = { StartSigningJob: "signer", CreateStream: "iot", CreateOTAUpdate: "iot" };
const operations = Object.keys(creates) as (keyof typeof creates)[];

/** Lets creates go wrong. Returns what tells how many of each there were since. */
function strike(fault: Fault, calls: string, struck = operations) {
  for (const operation of struck) faults.add({ service: creates[operation], operation, calls, fault });
  return () => Object.fromEntries(faults.list().map(({ operation, counted }) => [operation, counted]));
}

describe("a call that makes something", () => {
  it.each(["CreateStream", "CreateOTAUpdate"] as const)(
    "finds what it has made when the answer of %s is lost",
    async (operation) => {
      const calls = strike("lost-answer", "1", [operation]);
      const { release, endings } = await product();
      const id = await release("1.4.0");
      expect(await endings()).toEqual({ [id]: complete() });
      expect(calls()).toEqual({ [operation]: 2 });
    },
  );

  it.each([
    ["throttle", "1-2", 3],
    ["server-error", "1-3", 4],
  ] as const)("is tried again after a %s (calls %s), and makes one of each", async (fault, struck, count) => {
    const calls = strike(fault, struck);
    const { release, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: complete() });
    expect(calls()).toEqual({ StartSigningJob: count, CreateStream: count, CreateOTAUpdate: count });
  });

  it.each(operations)("is not tried again when %s is denied; what was made before is undone", async (operation) => {
    const calls = strike("denied", "1-", [operation]);
    const { release, record, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: undone("FAILED AccessDeniedException") });
    expect(await record(id)).toMatchObject({
      error: "AccessDeniedException",
      cause: expect.stringMatching(`^User: arn:aws:sts::.* is not authorized to perform: [a-z]+:${operation} because`),
      by: "clean-up",
      devices: null,
    });
    expect(calls()).toEqual({ [operation]: 1 });
  });

  it("says so when the account has too many streams", async () => {
    strike("limit", "1-", ["CreateStream"]);
    const { release, endings } = await product();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({ [id]: undone("FAILED LimitExceededException") });
  });
});

describe("a name that is somebody else's already", () => {
  const roleArn = aws.outputs["OtaRoleArn"] ?? "";
  const tags = [{ Key: "owner", Value: "them" }];

  it("is a stream's: theirs stays as it is, even over the very same file", async () => {
    const { name, drop, record, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Start Signing");
    const key = `firmware/${name}/1.4.0/app.bin`;
    const { VersionId: version } = await s3.headObject({ Bucket: firmwareBucket, Key: key });
    const files = [{ fileId: 0, s3Location: { bucket: firmwareBucket, key, version } }];
    const { streamArn } = await iot.createStream({ streamId: id, files, roleArn, tags });
    const look = async () => [
      (await iot.describeStream({ streamId: id })).streamInfo,
      (await iot.listTagsForResource({ resourceArn: streamArn })).tags,
    ];
    const theirs = await look();
    await pipeline.execution(id);
    expect(await endings()).toEqual({ [id]: [...undone("FAILED NameTakenError"), "stream"] });
    expect(await record(id)).toMatchObject({ cause: expect.stringContaining(`another stream named ${id}`) });
    expect(await look()).toEqual(theirs);
  });

  it("is an OTA update's: theirs stays as it is, and so do its job and its stream", async () => {
    const { name, drop, record, endings } = await product();
    const { thingArn = "" } = await iot.createThing({ thingName: `${name}-theirs` });
    const theirImage = { bucket: firmwareBucket, key: "signed/theirs.bin" };
    await s3.putObject({ Bucket: theirImage.bucket, Key: theirImage.key, Body: "theirs" });
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "Start Signing");
    const files = [{ fileName: "app.bin", fileLocation: { s3Location: theirImage } }];
    const { otaUpdateArn } = await iot.createOTAUpdate({ otaUpdateId: id, targets: [thingArn], files, roleArn, tags });
    const look = async () => [
      (await iot.getOTAUpdate({ otaUpdateId: id })).otaUpdateInfo,
      (await iot.listTagsForResource({ resourceArn: otaUpdateArn })).tags,
      (await iot.describeJob({ jobId: `AFR_OTA-${id}` })).job,
    ];
    await enteredState(pipeline, id, "Create Stream"); // theirs is complete by now
    const theirs = await look();
    await pipeline.execution(id);
    expect(await endings()).toEqual({
      // theirs are among these
      [id]: [...takenBack("FAILED NameTakenError", "failed", "IN_PROGRESS, 1 queued"), "stream of AWS's"],
    });
    expect(await record(id)).toMatchObject({ cause: expect.stringContaining(`another OTA update named ${id}`) });
    expect(await look()).toEqual(theirs);
  });
});

describe("an OTA update that AWS IoT cannot make", () => {
  it.each([
    ["the upload", firmwareBucket, (name: string) => `firmware/${name}/`],
    ["the signed image", releaseBucket, (_: string, id: string) => `signed/${id}/`],
  ])("ends the release with AWS's own words: %s was deleted", async (_what, Bucket, prefixOf) => {
    const { name, drop, record, endings } = await product();
    const id = await drop("1.4.0");
    await enteredState(pipeline, id, "End Previous Release");
    const { Versions = [] } = await s3.listObjectVersions({ Bucket, Prefix: prefixOf(name, id) });
    for (const { Key, VersionId } of Versions) await s3.deleteObject({ Bucket, Key, VersionId });
    await pipeline.execution(id);
    expect(await endings()).toEqual({ [id]: undone("FAILED OtaUpdateFailedError") });
    const inS3 =
      "The specified version does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchVersion)";
    expect(await record(id)).toMatchObject({ cause: `AmazonS3Exception: ${inS3}`, devices: null });
  });

  it("ends the release when AWS has not shown it for a quarter of an hour; devices are taken it back from", async () => {
    const caller = "CheckOtaUpdateFunction";
    faults.add({ service: "iot", operation: "GetOTAUpdate", caller, calls: "1-", fault: "not-found" });
    const { fleet, release, record, endings } = await product();
    await fleet.stop();
    const id = await release("1.4.0");
    expect(await endings()).toEqual({
      [id]: takenBack("FAILED CreationDeadlineError", "failed", "CANCELED, 1 canceled"),
    });
    const cause = `OTA update ${id} was not created after 15 minutes`;
    expect(await record(id)).toMatchObject({ cause, devices: { queued: 1, succeeded: 0 } });
  });
});
