import {
  DescribeJobCommand,
  GetOTAUpdateCommand,
  type IoTClient,
  type JobProcessDetails,
  paginateListJobs,
  paginateListOTAUpdates,
  paginateListStreams,
} from "@aws-sdk/client-iot";
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { paginateListExecutions, type SFNClient } from "@aws-sdk/client-sfn";
import { paginateListSigningJobs, type SignerClient } from "@aws-sdk/client-signer";

/** All there is of releases in an account, but for their turns, which are their product's. Compared whole, before and after, it shows what was left behind. */
export interface Inventory {
  /** Status by name. */
  readonly executions: Readonly<Record<string, string>>;
  /** Status by id. */
  readonly otaUpdates: Readonly<Record<string, string>>;
  readonly streams: readonly string[];
  /** By id: its status, and how many things have fared how, without those that are none: `{ succeeded: 2 }`. */
  readonly jobs: Readonly<
    Record<string, { readonly status: string; readonly things: Readonly<Record<string, number>> }>
  >;
  /** How many signing jobs there are by status: AWS keeps them. */
  readonly signingJobs: Readonly<Record<string, number>>;
  /** The keys of the release bucket, as one who lists it sees them. */
  readonly objects: readonly string[];
  /** Every version in it by its key, and every delete marker as `<key> (delete marker)`. */
  readonly versions: readonly string[];
}

export async function takeInventory(
  { iot, s3, sfn, signer }: { iot: IoTClient; s3: S3Client; sfn: SFNClient; signer: SignerClient },
  { releaseBucket, stateMachineArn }: { releaseBucket: string; stateMachineArn: string },
): Promise<Inventory> {
  const executions: Record<string, string> = {};
  for await (const page of paginateListExecutions({ client: sfn }, { stateMachineArn })) {
    for (const { name = "", status = "" } of page.executions ?? []) executions[name] = status;
  }
  const otaUpdates: Record<string, string> = {};
  for await (const page of paginateListOTAUpdates({ client: iot }, {})) {
    for (const { otaUpdateId } of page.otaUpdates ?? []) {
      const { otaUpdateInfo } = await iot.send(new GetOTAUpdateCommand({ otaUpdateId }));
      otaUpdates[otaUpdateId ?? ""] = otaUpdateInfo?.otaUpdateStatus ?? "";
    }
  }
  const streams: string[] = [];
  for await (const page of paginateListStreams({ client: iot }, {})) {
    for (const { streamId = "" } of page.streams ?? []) streams.push(streamId);
  }
  const jobs: Record<string, { status: string; things: Record<string, number> }> = {};
  for await (const page of paginateListJobs({ client: iot }, {})) {
    for (const { jobId = "" } of page.jobs ?? []) {
      const { job } = await iot.send(new DescribeJobCommand({ jobId }));
      jobs[jobId] = { status: job?.status ?? "", things: thingsOf(job?.jobProcessDetails) };
    }
  }
  const signingJobs: Record<string, number> = {};
  for await (const page of paginateListSigningJobs({ client: signer }, {})) {
    for (const { status = "" } of page.jobs ?? []) signingJobs[status] = (signingJobs[status] ?? 0) + 1;
  }
  const { objects, versions } = await listVersions(s3, releaseBucket);
  return { executions, otaUpdates, streams: streams.sort(), jobs, signingJobs, objects, versions };
}

/** `numberOfSucceededThings: 2` as `succeeded: 2`. */
function thingsOf(details: JobProcessDetails = {}): Record<string, number> {
  const counts = Object.entries(details).flatMap(([name, count]): [string, number][] => {
    const fate = /^numberOf(\w+)Things$/.exec(name)?.[1];
    return fate && typeof count === "number" && count > 0 ? [[fate[0]?.toLowerCase() + fate.slice(1), count]] : [];
  });
  return Object.fromEntries(counts);
}

async function listVersions(s3: S3Client, bucket: string): Promise<Pick<Inventory, "objects" | "versions">> {
  const objects: string[] = [];
  const versions: string[] = [];
  let marker: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {};
  while (marker) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, ...marker }),
    );
    for (const { Key = "", IsLatest } of page.Versions ?? []) {
      if (Key.startsWith("turns/")) continue;
      versions.push(Key);
      if (IsLatest) objects.push(Key);
    }
    for (const { Key = "" } of page.DeleteMarkers ?? []) versions.push(`${Key} (delete marker)`);
    const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    marker = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
  }
  return { objects: objects.sort(), versions: versions.sort() };
}
