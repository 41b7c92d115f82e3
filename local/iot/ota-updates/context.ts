import type {
  CreateJobRequest,
  CreateJobResponse,
  DeleteJobRequest,
  DescribeJobRequest,
  DescribeJobResponse,
} from "@aws-sdk/client-iot";
import type { PutSigningProfileRequest, StartSigningJobRequest, StartSigningJobResponse } from "@aws-sdk/client-signer";
import type { Account } from "../../account.ts";
import type { Clock } from "../../clock.ts";
import type { Actor, Authorize } from "../../http/authorize.ts";
import type { StreamsDoor } from "../streams/streams.ts";
import type { Tags } from "../tags.ts";
import type { OtaUpdateStore } from "./ota-update-store.ts";

/** What the OTA service works with. Everything it calls throws `AwsError`s. */
export interface OtaContext {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: OtaUpdateStore;
  readonly streams: StreamsDoor;
  readonly jobs: Jobs;
  readonly signer: Signer;
  readonly objects: Objects;
  /** The same, as somebody may read and write them. */
  readonly objectsAs: (actor: Actor) => Objects;
  readonly authorize: Authorize;
  readonly targets: Targets;
  readonly tags: Tags;
}

export interface Jobs {
  create(request: CreateJobRequest): CreateJobResponse;
  describe(request: DescribeJobRequest): DescribeJobResponse;
  delete(request: DeleteJobRequest): void;
}

export interface Targets {
  /** Throws for an ARN that is neither a thing nor a group. */
  thingsOf(targetArn: string): readonly string[];
}

export interface Objects {
  head(object: ObjectVersion): Promise<{ size: number; versionId?: string | undefined }>;
  read(object: ObjectVersion): Promise<Buffer>;
  write(object: {
    bucket: string;
    key: string;
    body: Buffer;
    reason: "CopyObject";
  }): Promise<{ versionId: string | undefined }>;
}

export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

export interface Signer {
  readonly profiles: {
    find(profileName: string): SigningProfile | undefined;
    put(request: PutSigningProfileRequest): unknown;
  };
  readonly jobs: { find(jobId: string): SigningJob | undefined };
  startJob(request: StartSigningJobRequest, invoker: { arn: string; account: string }): StartSigningJobResponse;
}

export interface SigningProfile {
  readonly platform: { readonly platformId: string };
  readonly certificateArn: string | undefined;
  readonly signingParameters: Readonly<Record<string, string>> | undefined;
}

export interface SigningJob {
  readonly jobId: string;
  readonly profile: SigningProfile;
  readonly state:
    | { readonly status: "InProgress" }
    | { readonly status: "Succeeded"; readonly signedObject: SignedObjectVersion }
    | { readonly status: "Failed"; readonly reason: string };
}

export interface SignedObjectVersion {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
}
