import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/** An S3 server in a process of its own, with one bucket. */
export interface S3Server {
  readonly name: string;
  readonly client: S3Client;
  /** Another client to it. */
  clientWith(config: S3ClientConfig): S3Client;
  /** The most memory its process has had so far, in megabytes (`VmHWM`): Linux alone tells. */
  peakMegabytes(): number;
  stop(): Promise<void>;
}

export const bucket = "bucket";

/** What both sides are asked by: s3rver keeps the framing of the SDK's own chunks with the bytes, so there are none here. */
const unframed: S3ClientConfig = {
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
};

export function startLocalS3(): Promise<S3Server> {
  return start("local S3", "server.ts", "test");
}

export function startS3rver(): Promise<S3Server> {
  return start("s3rver", "../rivals/s3rver.ts", "S3RVER");
}

/** @param key its id and its secret at once */
async function start(name: string, script: string, key: string): Promise<S3Server> {
  const directory = await mkdtemp(join(await roomiestDirectory(), "s3-bench-"));
  const server = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), directory], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [endpoint] = (await once(server, "message")) as [string];
  const clientWith = (config: S3ClientConfig) =>
    new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: key, secretAccessKey: key },
      maxAttempts: 1,
      ...config,
    });
  const client = clientWith(unframed);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    name,
    client,
    clientWith,
    peakMegabytes: () => peakOf(server),
    async stop() {
      client.destroy();
      const exit = once(server, "exit");
      server.disconnect();
      await exit;
      await rm(directory, { recursive: true });
    },
  };
}

const needed = 8 * 1024 ** 3;

/** Memory, where it is large enough: the servers are measured, not the disk. */
async function roomiestDirectory(): Promise<string> {
  const memory = await statfs("/dev/shm").catch(() => undefined);
  return memory && memory.bavail * memory.bsize > needed ? "/dev/shm" : tmpdir();
}

function peakOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024);
}
