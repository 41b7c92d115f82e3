import { S3 } from "@aws-sdk/client-s3";
import { connectAsync } from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { folderListing } from "../../support/folder-listing.ts";
import { type LocalAwsProcess, startLocalAwsProcess } from "../../support/local-aws-process.ts";
import { clientConfig } from "../../support/local-service.ts";
import { rawConnection } from "../../support/raw-connection.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { fillAccount } from "./account.ts";
import type { Target } from "./case.ts";
import { hostileCase } from "./kinds.ts";
import { mqttCase } from "./mqtt.ts";
import { faultOf } from "./verdict.ts";

/** Requests, and who sends them at once: each over one connection as long as that lasts. */
const [count, clients] = [10_000, 12];
/** Milliseconds in which each must be answered, on a computer that does other things too. */
const patience = 20_000;
/** Bytes of the heap that what the requests have made may take: queues, things, executions and their histories. */
const mostMemory = 32 * 1024 * 1024;
const seed = Number(process.env["HOSTILE_SEED"] ?? 20_261_124);

let aws: LocalAwsProcess;
let target: Target;

beforeAll(async () => {
  aws = await startLocalAwsProcess({ deploy: false });
  const { host } = new URL(aws.endpoint);
  target = { host, now: Date.now(), names: await fillAccount(aws) };
});

afterAll(() => aws?.stop());

it(`local AWS outlasts ${count} hostile requests, and answers each that is whole`, { timeout: 180_000 }, async () => {
  const before = { ...(await aws.usage()), files: await outsideTheData() };
  const faults: string[] = [];
  let next = 0;
  const send = async () => {
    const connection = rawConnection(Number(new URL(aws.endpoint).port), patience);
    while (next < count && aws.isAlive()) {
      const number = seed * count + next++;
      const hostile = hostileCase(seededRandom(number), target);
      const fault = faultOf(hostile, await connection.send(hostile));
      if (fault !== undefined) faults.push(`request ${number} (HOSTILE_SEED=${seed}): ${fault}`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clients }, send));

  expect(faults).toEqual([]);
  expect(aws.isAlive()).toBe(true);
  expect(aws.bugs).toEqual([]);
  expect(aws.said()).toBe("");
  const after = await aws.usage();
  expect(after.heapUsed - before.heapUsed).toBeLessThan(mostMemory);
  expect(await outsideTheData()).toEqual(before.files);
  await worksAsBefore();
});

it("its broker outlasts a thousand devices that are none", { timeout: 180_000 }, async () => {
  let next = 0;
  const send = async () => {
    while (next < 1_000 && aws.isAlive()) {
      const bytes = mqttCase(seededRandom(seed * count + next++));
      const connection = rawConnection(aws.mqtt.port, 5); // milliseconds: the broker may well wait for more
      await connection.send({ bytes });
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: clients }, send));

  expect(aws.isAlive()).toBe(true);
  expect(aws.bugs).toEqual([]);
  expect(aws.said()).toBe("");
  const device = await connectAsync(`mqtt://127.0.0.1:${aws.mqtt.port}`, { clientId: "device" });
  await device.subscribeAsync("a/b");
  await device.endAsync();
});

/** All files that the process could well touch, but for its own: beside its data, and where it was started. */
function outsideTheData(): Promise<string[]> {
  return folderListing(aws.folder, (path) => /^tmp\/local-aws-\w+\//.test(path));
}

async function worksAsBefore(): Promise<void> {
  const s3 = new S3({ ...clientConfig(aws.endpoint), forcePathStyle: true });
  await s3.createBucket({ Bucket: "afterwards" });
  await s3.putObject({ Bucket: "afterwards", Key: "../a", Body: "as ever" });
  const { Body } = await s3.getObject({ Bucket: "afterwards", Key: "../a" });
  expect(await Body?.transformToString()).toBe("as ever");
  s3.destroy();
}
