import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from "@aws-sdk/client-s3";
import { invalidArgument, S3Error, s3Error } from "../errors.ts";
import { ownerOf, type S3Store } from "../store.ts";
import { checkedTags } from "../tags.ts";
import { endUpload } from "../uploads.ts";

/** In us-east-1 making one's own bucket again is no error, as it never was. */
const legacyRegion = "us-east-1";
const mostBuckets = 10_000; // at once

export function createBucket(request: CreateBucketRequest, store: S3Store): CreateBucketOutput {
  const { region } = store.account;
  checkLocation(request.CreateBucketConfiguration?.LocationConstraint, region);
  const tags = request.CreateBucketConfiguration?.Tags;
  const checked = tags && checkedTags(tags, "newBucket");
  try {
    const { configuration } = store.buckets.create(request.Bucket);
    configuration.tags = checked;
    if (request.ObjectOwnership)
      configuration.ownershipControls = { Rules: [{ ObjectOwnership: request.ObjectOwnership }] };
  } catch (error) {
    const isOwn = error instanceof S3Error && error.name === "BucketAlreadyOwnedByYou";
    if (!isOwn || region !== legacyRegion) throw error;
  }
  return { Location: `/${request.Bucket}` };
}

export function deleteBucket(request: DeleteBucketRequest, store: S3Store): void {
  const bucket = store.buckets.delete(request.Bucket);
  for (const upload of bucket.uploads.values()) endUpload(bucket, upload, store.blobs);
}

export function headBucket(request: HeadBucketRequest, store: S3Store): HeadBucketOutput {
  store.buckets.get(request.Bucket);
  return { BucketRegion: store.account.region, AccessPointAlias: false };
}

export function getBucketLocation(request: GetBucketLocationRequest, store: S3Store): GetBucketLocationOutput {
  store.buckets.get(request.Bucket);
  const { region } = store.account;
  return region === legacyRegion ? {} : { LocationConstraint: region as GetBucketLocationOutput["LocationConstraint"] };
}

export function listBuckets(request: ListBucketsRequest, store: S3Store): ListBucketsOutput {
  const { Prefix, ContinuationToken = "", MaxBuckets = mostBuckets, BucketRegion = store.account.region } = request;
  if (MaxBuckets < 1 || MaxBuckets > mostBuckets) {
    const message = `Argument max-buckets must be an integer between 1 and ${mostBuckets}.`;
    throw invalidArgument(message, "max-buckets", String(MaxBuckets));
  }
  const here = BucketRegion === store.account.region ? store.buckets.list() : [];
  const left = here.filter(({ name }) => name.startsWith(Prefix ?? "") && name > ContinuationToken);
  const page = left.slice(0, MaxBuckets);
  return {
    Buckets: page.map(({ name, created }) => ({ Name: name, CreationDate: created })),
    Owner: ownerOf(store),
    Prefix,
    ContinuationToken: left.length > page.length ? page.at(-1)?.name : undefined,
  };
}

function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined ? region === legacyRegion : constraint === region && region !== legacyRegion) return;
  if (region === legacyRegion) {
    throw s3Error("InvalidLocationConstraint", undefined, { fields: { LocationConstraint: constraint } });
  }
  throw s3Error(
    "IllegalLocationConstraintException",
    `The ${constraint ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
