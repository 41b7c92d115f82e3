import { createHash } from "node:crypto";
import type { S3 } from "@aws-sdk/client-s3";

/** Where events are to be true. */
export interface DeployedPipeline {
  readonly s3: S3;
  /** The stack's. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Makes a URL that a custom resource's answer can be put to. */
  readonly presignAnswer: (bucket: string, key: string) => Promise<string>;
}

/** An event of a function's, as far as it is filled in. */
interface Event {
  /** Of Describe Release. */
  readonly upload?: ObjectCoordinates;
  /** Of Start Signing. */
  readonly file?: ObjectCoordinates & { readonly signing: { readonly by: string } };
  /** Of a custom resource. */
  readonly ResponseURL?: string;
  readonly RequestId?: string;
}

interface ObjectCoordinates {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Makes an event of `events/` true for a pipeline that is deployed: its names of buckets, state machine and signing
 * profile become the stack's; the object that a function is to read is uploaded, unless it is there, and its version named; the answer to a custom
 * resource's request goes to `custom-resources/<request id>` in the release bucket. An image that is uploaded is released.
 */
export async function fillEvent(event: unknown, pipeline: DeployedPipeline): Promise<object> {
  const { FirmwareBucket = "", ReleaseBucket = "", SigningProfileName = "", StateMachineArn = "" } = pipeline.outputs;
  const machine = StateMachineArn.slice(StateMachineArn.lastIndexOf(":") + 1);
  const text = JSON.stringify(event)
    .replaceAll("ota-pipeline-firmwarebucket", FirmwareBucket)
    .replaceAll("ota-pipeline-releasebucket", ReleaseBucket)
    .replaceAll(/(?<=:(?:stateMachine|execution):)FirmwareUpdate\b/g, machine)
    .replaceAll(/(?<="(?:profile|ProfileName)":)"ota_pipeline"/g, JSON.stringify(SigningProfileName));
  const filled = JSON.parse(text) as Event;
  const { upload, file, ResponseURL, RequestId } = filled;
  return {
    ...filled,
    ...(upload && { upload: { ...upload, versionId: await versionOf(upload, pipeline) } }),
    ...(file?.signing.by === "pipeline" && {
      file: { ...file, versionId: await versionOf(file, pipeline), ...digestOf(bodyOf(file.key)) },
    }),
    ...(ResponseURL && { ResponseURL: await pipeline.presignAnswer(ReleaseBucket, `custom-resources/${RequestId}`) }),
  };
}

/** The object's current version; it is uploaded if it is not there. */
async function versionOf({ bucket, key }: ObjectCoordinates, { s3 }: DeployedPipeline): Promise<string> {
  return (await currentVersion(s3, bucket, key)) ?? (await uploadTo(s3, bucket, key));
}

function digestOf(body: Buffer): { size: number; sha256: string } {
  return { size: body.length, sha256: createHash("sha256").update(body).digest("hex") };
}

async function currentVersion(s3: S3, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    return (await s3.headObject({ Bucket, Key })).VersionId;
  } catch (error) {
    if ((error as Error).name !== "NotFound") throw error;
    return undefined;
  }
}

async function uploadTo(s3: S3, Bucket: string, Key: string): Promise<string> {
  const beside = Key.replace(/[^/]+$/, "app.bin");
  if (isManifest(Key)) await s3.putObject({ Bucket, Key: beside, Body: bodyOf(beside) });
  const { VersionId = "" } = await s3.putObject({ Bucket, Key, Body: bodyOf(Key) });
  return VersionId;
}

/** An image of 256 KiB, the same each time, or a manifest of one file. */
function bodyOf(key: string): Buffer {
  if (isManifest(key)) return Buffer.from(JSON.stringify({ files: [{ name: "app.bin" }] }));
  return Buffer.alloc(256 * 1024, `${key}\n`);
}

function isManifest(key: string): boolean {
  return key.endsWith("/release.json");
}
