import { hash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { largestImage } from "../../functions/firmware/image.ts";
import { makeImage } from "../../local/device/image.ts";
import { inventoryChanges } from "../support/inventory-changes.ts";
import { arrive, type Journey, noticesOf, recordOf, travel } from "../support/journey.ts";
import { startPipeline } from "../support/local-aws.ts";
import { event } from "../support/releases.ts";

const pipeline = await startPipeline({ product: "thermostat", devices: 5, until: afterAll });

const image = (product: string, version: string, size = 50_000) => makeImage({ product, version, size });

/** All that is left of a release that so many devices run: the evidence, and the day until which it is kept. */
async function evidenceOf(id: string, devices: number): Promise<string[]> {
  const { product, endedAt } = await recordOf(pipeline, id);
  const keptUntil = new Date(Date.parse(endedAt) + 30 * 86_400_000).toISOString().slice(0, 10);
  return [
    `+ execution ${id} SUCCEEDED`,
    "+ signing-job Succeeded",
    `+ stream ${id}`,
    `+ ota-update ${id} CREATE_COMPLETE`,
    `+ job AFR_OTA-${id} COMPLETED, ${devices} succeeded`,
    `+ object due/${keptUntil}/${product}/${id}`,
    `+ object open/${product}/${id}.json`,
    `+ object open/${product}/${id}.json (delete marker)`,
    `+ object records/${product}/${id}.json`,
    `+ object signed/${id}/<signing job>`,
  ];
}

describe("an image that is dropped into the bucket", () => {
  const bytes = image("thermostat", "1.4.0");
  const key = "firmware/thermostat/1.4.0/app.bin";
  const devices = {
    queued: 0,
    inProgress: 0,
    succeeded: 5,
    failed: 0,
    rejected: 0,
    timedOut: 0,
    canceled: 0,
    removed: 0,
  };
  const verified: string[] = [];
  let journey: Journey;

  beforeAll(async () => {
    pipeline.fleet.on((happening) => {
      if (happening.type === "verified") verified.push(`${happening.thingName} by ${happening.certificate}`);
    });
    journey = await travel(pipeline, key, bytes);
  });

  it("goes through the workflow without a detour", () => {
    expect(journey.states).toEqual([
      "Describe Release",
      "Admit Release",
      "Is There Anything To Do?",
      "Do We Sign?",
      "Sign Files",
      "Start Signing",
      "Wait For Signature",
      "Check Signing",
      "Is It Signed?",
      "File Signed",
      "Do We Stream?",
      "Create Stream",
      "End Previous Release",
      "Is It Ended?",
      "Create OTA Update",
      "Wait For OTA Update",
      "Check OTA Update",
      "Is It Created?",
      "Wait For Devices",
      "Check Rollout",
      "Is It Over?",
      "Close Release",
      "Is It Serving?",
      "Release Complete",
    ]);
    expect(journey.output).toEqual({ releaseId: journey.id, rollout: { state: "released", settled: true, devices } });
  });

  it("runs on every device, which has verified the very bytes", () => {
    const sha256 = hash("sha256", bytes);
    expect(pipeline.fleet.devices.map(({ image }) => image.sha256)).toEqual([sha256, sha256, sha256, sha256, sha256]);
    expect(verified.sort()).toEqual([
      "thermostat-1 by /certs/firmware-signer.pem",
      "thermostat-2 by /certs/firmware-signer.pem",
      "thermostat-3 by /certs/firmware-signer.pem",
      "thermostat-4 by /certs/firmware-signer.pem",
      "thermostat-5 by /certs/firmware-signer.pem",
    ]);
  });

  it("is on record, with how every device fared", async () => {
    expect(await recordOf(pipeline, journey.id)).toEqual({
      releaseId: journey.id,
      product: "thermostat",
      version: "1.4.0",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      outcome: "released",
      devices,
      execution: `${pipeline.stateMachineArn.replace(":stateMachine:", ":execution:")}:${journey.id}`,
      by: "close-release",
      announcedAt: expect.stringMatching(/Z$/),
      endedAt: expect.stringMatching(/Z$/),
      source: [
        {
          bucket: pipeline.firmwareBucket,
          key,
          versionId: (await pipeline.s3.headObject({ Bucket: pipeline.firmwareBucket, Key: key })).VersionId,
          size: bytes.length,
          sha256: hash("sha256", bytes),
        },
      ],
    });
  });

  it("leaves its evidence, and nothing open", async () => {
    expect(journey.changes).toEqual(await evidenceOf(journey.id, 5));
  });

  it("tells once that it ended well", async () => {
    expect(await noticesOf(pipeline, journey.id)).toEqual([
      `"Release ${journey.id} ended well. ota status ${journey.id} tells of its devices."`,
    ]);
  });
});

describe("what may be released", () => {
  it("is a second version after the first, whose evidence stays", async () => {
    const { devices } = await pipeline.household({ product: "boiler", devices: 2 });
    await travel(pipeline, "firmware/boiler/1.4.0/app.bin", image("boiler", "1.4.0"));
    const { id, changes } = await travel(pipeline, "firmware/boiler/1.4.1/app.bin", image("boiler", "1.4.1"));
    expect(devices.map(({ image }) => image.version)).toEqual(["1.4.1", "1.4.1"]);
    expect(changes).toEqual(await evidenceOf(id, 2));
  });

  it.each([
    { what: "4 MiB that tell no version of their own", product: "camera", size: 4 * 1024 * 1024 },
    { what: "16 MiB, and not a byte less", product: "router", size: largestImage },
    { what: "a single byte", product: "bulb", size: 1 },
  ])("is $what", async ({ product, size }) => {
    const bytes = randomBytes(size);
    const bootTable = new Map([[hash("sha256", bytes), "1.4.0"]]);
    const { devices } = await pipeline.household({ product, devices: 1, bootTable });
    const { id, changes } = await travel(pipeline, `firmware/${product}/1.4.0/app.bin`, bytes);
    expect(devices[0]?.image).toMatchObject({ sha256: hash("sha256", bytes), version: "1.4.0" });
    expect(changes).toEqual(await evidenceOf(id, 1));
  });

  it("is whatever has the longest names and the highest version", async () => {
    const product = "a-20-characters-name";
    const version = "255.255.65535";
    const { devices } = await pipeline.household({ product, devices: 1 });
    const key = `firmware/${product}/${version}/${"Firmware_1+a.bin-".padEnd(128, "x")}`;
    const { id, changes } = await travel(pipeline, key, image(product, version));
    expect(id).toHaveLength(43);
    expect(devices[0]?.image.version).toBe(version);
    expect(changes).toEqual(await evidenceOf(id, 1));
  });

  it("is two products at once", async () => {
    await pipeline.household({ product: "pump", devices: 1 });
    await pipeline.household({ product: "valve", devices: 1 });
    const before = await pipeline.inventory();
    const [pump, valve] = await Promise.all([
      pipeline.upload("firmware/pump/2.0.0/app.bin", image("pump", "2.0.0")),
      pipeline.upload("firmware/valve/1.3.1/app.bin", image("valve", "1.3.1")),
    ]);
    await Promise.all([pipeline.execution(pump), pipeline.execution(valve)]);
    const changes = inventoryChanges(before, await pipeline.inventory());
    expect(changes.sort()).toEqual([...(await evidenceOf(pump, 1)), ...(await evidenceOf(valve, 1))].sort());
  });
});

/** What S3 tells of an upload. */
async function eventOf(key: string): Promise<object> {
  const { firmwareBucket: Bucket, s3 } = pipeline;
  const { VersionId } = await s3.headObject({ Bucket, Key: key });
  const { detail, ...rest } = event<{ detail: { object: object } }>("s3.object-created");
  return {
    ...rest,
    detail: { ...detail, bucket: { name: Bucket }, object: { ...detail.object, key, "version-id": VersionId } },
  };
}

describe("an upload that is nothing new", () => {
  it("ends with Nothing To Do when these bytes are released already", async () => {
    await pipeline.household({ product: "lock", devices: 1 });
    const key = "firmware/lock/1.4.0/app.bin";
    const first = await travel(pipeline, key, image("lock", "1.4.0"));
    const again = await travel(pipeline, key, image("lock", "1.4.0"));
    expect(again).toMatchObject({ status: "SUCCEEDED", states: expect.arrayContaining(["Nothing To Do"]) });
    expect(again.output).toEqual({
      releaseId: again.id,
      admission: { state: "nothing-to-do", because: "1.4.0 with the same bytes is released", by: first.id },
    });
    expect(again.changes).toEqual([
      `+ execution ${again.id} SUCCEEDED`,
      `+ object open/lock/${again.id}.json`,
      `+ object open/lock/${again.id}.json (delete marker)`,
    ]);
  });

  it("is one release, whether S3 tells of it ten times at once or an hour later", async () => {
    await pipeline.household({ product: "fan", devices: 1 });
    const before = await pipeline.inventory();
    const key = "firmware/fan/1.4.0/app.bin";
    const id = await pipeline.upload(key, image("fan", "1.4.0"));
    const told = await eventOf(key);
    const tell = () => pipeline.invoke("StartUpdateFunction", told);
    const answers = await Promise.all(Array.from({ length: 10 }, tell));
    expect(answers).toEqual(Array(10).fill(expect.objectContaining({ execution: id })));
    await pipeline.execution(id);
    pipeline.leap(60 * 60_000);
    expect(await tell()).toEqual({ state: "already-started", execution: id });
    const { changes } = await arrive(pipeline, id, before);
    expect(changes).toEqual(await evidenceOf(id, 1));
    expect(await noticesOf(pipeline, id)).toHaveLength(1);
  });
});
