import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  S3Client,
} from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import { defaultAccount } from "../../../local/account.ts";
import { VirtualClock } from "../../../local/clock.ts";
import type { S3Event } from "../../../local/s3/events.ts";
import { createS3, type S3 } from "../../../local/s3/s3.ts";
import { type ClientConfig, serve } from "../../support/local-service.ts";

/** Local S3 with one bucket, the SDK's client to it, and what it told EventBridge. */
export interface StartedS3 extends S3 {
  readonly client: S3Client;
  readonly config: ClientConfig;
  readonly bucket: string;
  readonly events: readonly S3Event[];
  readonly clock: VirtualClock;
  /** Where the objects' bytes are. */
  readonly directory: string;
  put(
    key: string,
    body: NonNullable<PutObjectCommandInput["Body"]>,
    more?: Omit<PutObjectCommandInput, "Bucket" | "Key" | "Body">,
  ): Promise<PutObjectCommandOutput>;
  /** An object's bytes as text. */
  read(key: string, more?: Omit<GetObjectCommandInput, "Bucket" | "Key">): Promise<string>;
}

const say = () => {};
/** The SDK would warn on the console of every stream it cannot send again. */
const silent = { trace: say, debug: say, info: say, warn: say, error: say };

/** Starts it until the end of the test. */
export async function startS3({ versioning }: { versioning?: "Enabled" } = {}): Promise<StartedS3> {
  const events: S3Event[] = [];
  const clock = new VirtualClock();
  const directory = mkdtempSync(join(tmpdir(), "local-s3-"));
  const s3 = createS3({ account: defaultAccount, clock, directory, publish: (event) => events.push(event) });
  const config = await serve(s3.service);
  const client = new S3Client({ ...config, forcePathStyle: true, logger: silent });
  onTestFinished(async () => {
    client.destroy();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  });

  const bucket = "firmware";
  await s3.resourceTypes["AWS::S3::Bucket"]?.create({
    stackName: "test",
    logicalId: "Bucket",
    properties: {
      BucketName: bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
      ...(versioning ? { VersioningConfiguration: { Status: versioning } } : {}),
    },
  });
  return {
    ...s3,
    client,
    config,
    bucket,
    events,
    clock,
    directory,
    put: (Key, Body, more = {}) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more })),
    async read(Key, more = {}) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }));
      return (await Body?.transformToString()) ?? "";
    },
  };
}

/** What a failed call says: its error's name and HTTP status. */
export function failure(name: string, status: number) {
  return { name, $metadata: { httpStatusCode: status } };
}
