import { createHash, randomBytes } from "node:crypto";
import type { Owner } from "@aws-sdk/client-s3";
import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import { type Blobs, createBlobs } from "./blobs.ts";
import { type Buckets, createBuckets } from "./buckets.ts";
import { createEvents, type Events, type S3Event } from "./events.ts";

/** All that S3 knows: buckets and what is in them in memory, the objects' bytes in files. */
export interface S3Store {
  readonly account: Account;
  readonly buckets: Buckets;
  readonly blobs: Blobs;
  readonly events: Events;
  now(): Date;
}

export function createS3Store(s3: {
  account: Account;
  clock: Clock;
  directory: string;
  publish: (event: S3Event) => void;
}): S3Store {
  const now = () => new Date(s3.clock.now());
  return {
    account: s3.account,
    buckets: createBuckets(now),
    blobs: createBlobs(s3.directory),
    events: createEvents(s3.clock, s3.publish),
    now,
  };
}

/** A random id of so many letters, digits, dots and underscores: a version's has 32, as S3's do. */
export function newId(length: number): string {
  const letters = randomBytes(length).toString("base64").slice(0, length);
  return letters.replaceAll("+", ".").replaceAll("/", "_");
}

/** The account as S3 names it: by its canonical user id, 64 hexadecimal digits. */
export function ownerOf({ account }: S3Store): Owner {
  return { ID: createHash("sha256").update(account.id).digest("hex") };
}
