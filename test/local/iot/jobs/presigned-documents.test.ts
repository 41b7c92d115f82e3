import { describe, expect, it } from "vitest";
import { type Presign, presignedDocuments } from "../../../../local/iot/jobs/presigned-documents.ts";
import { jobsBench } from "../../../support/jobs-bench.ts";
import { connectDevice } from "../../../support/jobs-device.ts";

const roleArn = "arn:aws:iam::123456789012:role/ota";
const placeholderOf = (location: string) => `\${aws:iot:s3-presigned-url:${location}}`;
const location = "https://s3.us-east-1.amazonaws.com/images/app.bin?versionId=v1";
const document = JSON.stringify({ do: "it", url: placeholderOf(location) });

/** Jobs whose URLs are numbered as they are made, and a job with one. */
async function jobWithUrl(presignedUrlConfig: object = { roleArn }) {
  let made = 0;
  const presign: Presign = ({ bucket, key, versionId, expiresInSec }) =>
    `https://${++made}/${bucket}/${key}/${versionId}/${expiresInSec}`;
  const bench = await jobsBench({ resolveDocument: presignedDocuments(presign) });
  await bench.things(1);
  const device = await connectDevice(bench.broker);
  await device.client.subscribeAsync("$aws/things/t1/jobs/notify-next");
  await bench.job("j", { document, presignedUrlConfig });
  return { ...bench, device };
}

const urlNumber = (made: number) => ({ do: "it", url: `https://${made}/images/app.bin/v1/3600` });

describe("a placeholder in a job document", () => {
  it("becomes a fresh URL each time the document goes to a device, by whatever way", async () => {
    const { data, device } = await jobWithUrl();
    const thingName = "t1";
    const told = await device.next("$aws/things/t1/jobs/notify-next");
    expect(told).toMatchObject({ execution: { jobDocument: urlNumber(1) } });
    expect(await device.ask("$next/get")).toMatchObject({ execution: { jobDocument: urlNumber(2) } });
    expect(await device.ask("j/get")).toMatchObject({ execution: { jobDocument: urlNumber(3) } });
    expect(await device.ask("start-next")).toMatchObject({ execution: { jobDocument: urlNumber(4) } });
    const update = { status: "IN_PROGRESS", includeJobDocument: true } as const;
    expect(await device.ask("j/update", update)).toMatchObject({ jobDocument: urlNumber(5) });
    const asText = (made: number) => JSON.stringify(urlNumber(made));
    const described = await data.describeJobExecution({ thingName, jobId: "$next" });
    expect(described.execution?.jobDocument).toBe(asText(6));
    const started = await data.startNextPendingJobExecution({ thingName });
    expect(started.execution?.jobDocument).toBe(asText(7));
    expect((await data.updateJobExecution({ thingName, jobId: "j", ...update })).jobDocument).toBe(asText(8));
  });

  it("stays what it is for who asks for the job's document", async () => {
    const { iot } = await jobWithUrl();
    expect(await iot.getJobDocument({ jobId: "j" })).toMatchObject({ document });
  });

  it("is good for as long as the job says, also when it says so later", async () => {
    const { iot, device } = await jobWithUrl({ roleArn, expiresInSec: 60 });
    const url = async () => (await device.ask("j/get"))["execution"];
    expect(await url()).toMatchObject({ jobDocument: { url: expect.stringMatching(/\/60$/) } });
    await iot.updateJob({ jobId: "j", presignedUrlConfig: { roleArn, expiresInSec: 61 } });
    expect(await url()).toMatchObject({ jobDocument: { url: expect.stringMatching(/\/61$/) } });
  });

  it.each([
    { what: "no role", presignedUrlConfig: undefined, placed: location },
    { what: "a life too short", presignedUrlConfig: { roleArn, expiresInSec: 59 }, placed: location },
    { what: "a life too long", presignedUrlConfig: { roleArn, expiresInSec: 3601 }, placed: location },
    { what: "an object elsewhere", presignedUrlConfig: { roleArn }, placed: "https://example.com/images/app.bin" },
    { what: "no key", presignedUrlConfig: { roleArn }, placed: "https://s3.amazonaws.com/images/" },
  ])("is refused with $what", async ({ presignedUrlConfig, placed }) => {
    const { job, things } = await jobsBench();
    await things(1);
    const refused = job("j", { document: JSON.stringify({ url: placeholderOf(placed) }), presignedUrlConfig });
    await expect(refused).rejects.toMatchObject({ name: "InvalidRequestException" });
  });
});

describe("what a placeholder names", () => {
  const resolve = presignedDocuments(({ bucket, key, versionId }) => `<${bucket}|${key}|${versionId}>`);
  const job = { jobId: "j", jobArn: "arn", thingName: "t1", presignedUrlConfig: { roleArn } };

  it.each([
    ["https://s3.amazonaws.com/images/app.bin", "<images|app.bin|undefined>"],
    ["https://s3.eu-west-1.amazonaws.com/images/a/b%7D%20c.bin", "<images|a/b} c.bin|undefined>"],
    ["https://images.s3.eu-west-1.amazonaws.com/a/b.bin", "<images|a/b.bin|undefined>"],
    ["https://my.images.s3.cn-north-1.amazonaws.com.cn/b.bin", "<my.images|b.bin|undefined>"],
    ["https://s3.us-east-1.amazonaws.com/images/100%.bin?versionId=a%2Fb", "<images|100%.bin|a/b>"],
    ["images/a/b.bin", "<images|a/b.bin|undefined>"],
  ])("%s is %s", (placed, becomes) => {
    expect(resolve(placeholderOf(placed), job)).toBe(becomes);
  });

  it("is nothing outside S3: it stays as it is", () => {
    const elsewhere = placeholderOf("https://example.com/images/a.bin");
    expect(resolve(elsewhere, job)).toBe(elsewhere);
  });

  it("is found by AWS's newer name too, escaped, and wherever it stands, and nothing else is touched", () => {
    const newer = placeholderOf("https:\\/\\/s3.amazonaws.com\\/images\\/\\u0061.bin").replace(":https", "-v2:https");
    const withUrls = (a: string, b: string) => `{ "n": 1.0,  "urls": ["${a}", "see ${b}!"], "x": "\${aws:thing}" }`;
    const document = withUrls(newer, placeholderOf("images/b.bin"));
    expect(resolve(document, job)).toBe(withUrls("<images|a.bin|undefined>", "<images|b.bin|undefined>"));
  });
});
