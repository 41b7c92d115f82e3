import { fileURLToPath } from "node:url";
import { ACM } from "@aws-sdk/client-acm";
import { IoT } from "@aws-sdk/client-iot";
import { S3 } from "@aws-sdk/client-s3";
import { Signer } from "@aws-sdk/client-signer";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { selfSignedCertificate } from "../../local/acm/self-signed-certificate.ts";
import { realClock } from "../../local/clock.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import { startLocalAws } from "../../local/start.ts";
import { clientConfig } from "../support/local-service.ts";

const roleArn = "arn:aws:iam::123456789012:role/ota";
const names = ["one", "two", "three"];
const arn = (kind: string, name: string) => `arn:aws:iot:us-east-1:123456789012:${kind}/${name}`;

let aws: LocalAws;
let iot: IoT;
let signer: Signer;
let acm: ACM;

/** An account with three of everything that is listed. */
beforeAll(async () => {
  const templateFile = fileURLToPath(new URL("iot/fixtures/nothing.yaml", import.meta.url));
  aws = await startLocalAws({ clock: realClock({ speed: 50 }), templateFile });
  const config = clientConfig(aws.endpoint);
  iot = new IoT(config);
  signer = new Signer(config);
  acm = new ACM(config);
  const s3 = new S3({ ...config, forcePathStyle: true });
  await s3.createBucket({ Bucket: "images" });
  await s3.putBucketVersioning({ Bucket: "images", VersioningConfiguration: { Status: "Enabled" } });
  const { VersionId: version = "" } = await s3.putObject({ Bucket: "images", Key: "app.bin", Body: "image" });
  const s3Location = { bucket: "images", key: "app.bin", version };
  for (const name of names) await makeOneOfEach(name, s3Location);
  await iot.createThingGroup({ thingGroupName: "all" });
  for (const thingName of names) await iot.addThingToThingGroup({ thingName, thingGroupName: "all" });
  for (const jobId of names) await iot.createJob({ jobId, targets: [arn("thinggroup", "all")], document: "{}" });
  await vi.waitFor(async () => {
    const { otaUpdates } = await iot.listOTAUpdates({ otaUpdateStatus: "CREATE_COMPLETE" });
    const { jobs } = await signer.listSigningJobs({ status: "Succeeded" });
    expect([otaUpdates?.length, jobs?.length]).toEqual([3, 3]); // then nothing changes from page to page
  });
});
afterAll(() => aws.stop());

async function makeOneOfEach(name: string, s3Location: { bucket: string; key: string; version: string }) {
  await iot.createThing({ thingName: name });
  await iot.createThingGroup({ thingGroupName: name });
  await iot.addThingToThingGroup({ thingName: "one", thingGroupName: name });
  await iot.createStream({ streamId: name, files: [{ fileId: 0, s3Location }], roleArn });
  const files = [{ fileName: "app.bin", fileLocation: { s3Location } }];
  await iot.createOTAUpdate({ otaUpdateId: name, targets: [arn("thing", "one")], files, roleArn });
  const pair = await selfSignedCertificate({ commonName: name, notBefore: Date.now() - 60_000 });
  const { CertificateArn: certificateArn } = await acm.importCertificate({
    Certificate: Buffer.from(pair.certificate),
    PrivateKey: Buffer.from(pair.privateKey),
  });
  const platformId = "AmazonFreeRTOS-Default";
  await signer.putSigningProfile({ profileName: name, platformId, signingMaterial: { certificateArn } });
  await signer.startSigningJob({
    profileName: name,
    source: { s3: { bucketName: "images", key: s3Location.key, version: s3Location.version } },
    destination: { s3: { bucketName: "images" } },
  });
}

interface Page {
  readonly items: readonly unknown[];
  readonly nextToken: string | undefined;
}

interface Listed {
  readonly list: string;
  /** The most that a page may be asked to hold. */
  readonly most: number;
  /** What a page larger than that, or of nothing, is refused by. */
  readonly refusal: string;
  readonly page: (limit: number | undefined, token?: string) => Promise<Page>;
}

/** A list of AWS IoT: pages of up to 250. */
function ofIot<Answer extends { nextToken?: string | undefined }>(
  list: string,
  ask: (request: { maxResults?: number; nextToken?: string }) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly unknown[] | undefined,
): Listed {
  return { list, most: 250, refusal: "InvalidRequestException", page: pagesBy(ask, itemsOf) };
}

/** A list of Signer: pages of up to 25. */
function ofSigner<Answer extends { nextToken?: string | undefined }>(
  list: string,
  ask: (request: { maxResults?: number; nextToken?: string }) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly unknown[] | undefined,
): Listed {
  return { list, most: 25, refusal: "ValidationException", page: pagesBy(ask, itemsOf) };
}

function pagesBy<Answer extends { nextToken?: string | undefined }>(
  ask: (request: { maxResults?: number; nextToken?: string }) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly unknown[] | undefined,
): Listed["page"] {
  return async (maxResults, nextToken) => {
    const answer = await ask({ ...(maxResults !== undefined && { maxResults }), ...(nextToken && { nextToken }) });
    return { items: itemsOf(answer) ?? [], nextToken: answer.nextToken };
  };
}

const lists: Listed[] = [
  ofIot(
    "ListThings",
    (page) => iot.listThings(page),
    ({ things }) => things,
  ),
  ofIot(
    "ListThingGroups",
    (page) => iot.listThingGroups(page),
    ({ thingGroups }) => thingGroups,
  ),
  ofIot(
    "ListThingsInThingGroup",
    (page) => iot.listThingsInThingGroup({ thingGroupName: "all", ...page }),
    ({ things }) => things,
  ),
  ofIot(
    "ListThingGroupsForThing",
    (page) => iot.listThingGroupsForThing({ thingName: "one", ...page }),
    ({ thingGroups }) => thingGroups,
  ),
  ofIot(
    "ListStreams",
    (page) => iot.listStreams(page),
    ({ streams }) => streams,
  ),
  ofIot(
    "ListOTAUpdates",
    (page) => iot.listOTAUpdates(page),
    ({ otaUpdates }) => otaUpdates,
  ),
  ofIot(
    "ListJobs",
    (page) => iot.listJobs({ thingGroupName: "all", ...page }),
    ({ jobs }) => jobs,
  ),
  ofIot(
    "ListJobExecutionsForJob",
    (page) => iot.listJobExecutionsForJob({ jobId: "one", ...page }),
    ({ executionSummaries }) => executionSummaries,
  ),
  ofIot(
    "ListJobExecutionsForThing",
    (page) => iot.listJobExecutionsForThing({ thingName: "two", ...page }),
    ({ executionSummaries }) => executionSummaries,
  ),
  ofSigner(
    "ListSigningPlatforms",
    (page) => signer.listSigningPlatforms(page),
    ({ platforms }) => platforms,
  ),
  ofSigner(
    "ListSigningProfiles",
    (page) => signer.listSigningProfiles(page),
    ({ profiles }) => profiles,
  ),
  ofSigner(
    "ListSigningJobs",
    (page) => signer.listSigningJobs(page),
    ({ jobs }) => jobs,
  ),
  {
    list: "ListCertificates",
    most: 1000,
    refusal: "ValidationException",
    page: async (MaxItems, NextToken) => {
      const answer = await acm.listCertificates({ Includes: { keyTypes: ["EC_prime256v1"] }, MaxItems, NextToken });
      return { items: answer.CertificateSummaryList ?? [], nextToken: answer.NextToken };
    },
  },
];

describe.each(lists)("$list", ({ most, refusal, page }) => {
  it("comes in pages, each item once, in the order of the whole", async () => {
    const whole = await page(undefined);
    expect(whole.items.length).toBeGreaterThanOrEqual(3);
    expect(whole.nextToken).toBeUndefined();
    const items: unknown[] = [];
    let token: string | undefined;
    do {
      const next = await page(2, token);
      expect(next.items.length).toBeLessThanOrEqual(2);
      items.push(...next.items);
      token = next.nextToken;
    } while (token);
    expect(items).toEqual(whole.items);
  });

  it(`refuses what is not 1 to ${most} on a page, and a token it has not given`, async () => {
    await expect(page(most)).resolves.toBeDefined();
    await expect(page(most + 1)).rejects.toMatchObject({ name: refusal });
    await expect(page(0)).rejects.toMatchObject({ name: refusal });
    await expect(page(2, "none-of-yours")).rejects.toMatchObject({ name: refusal });
  });
});
