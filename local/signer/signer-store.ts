import type { SignatureValidityPeriod, SigningPlatformOverrides } from "@aws-sdk/client-signer";
import { AwsError } from "../http/aws-error.ts";
import type { SigningPlatform } from "./platforms.ts";

/** A signing profile: with which certificate, and how, images of a platform are signed. */
export interface SigningProfile {
  readonly profileName: string;
  readonly arn: string;
  /** 10 letters and digits. */
  readonly profileVersion: string;
  readonly profileVersionArn: string;
  readonly platform: SigningPlatform;
  /** Of ACM; the Lambda platform signs with keys of its own. */
  readonly certificateArn: string | undefined;
  readonly overrides: SigningPlatformOverrides | undefined;
  /** OTA reads `certname` of it: where devices keep the certificate. */
  readonly signingParameters: Readonly<Record<string, string>> | undefined;
  readonly signatureValidityPeriod: SignatureValidityPeriod;
  readonly status: "Active" | "Canceled";
  readonly tags: ReadonlyMap<string, string>;
}

/** A place in S3 that Signer reads. */
export interface SigningSource {
  readonly bucketName: string;
  readonly key: string;
  readonly version: string;
}

/** What Signer wrote. AWS never tells the version; it is kept here for those inside who read this very object. */
export interface SignedObject {
  readonly bucketName: string;
  readonly key: string;
  /** Nothing in a bucket without versions. */
  readonly versionId: string | undefined;
}

export type SigningState =
  | { readonly status: "InProgress" }
  | { readonly status: "Succeeded"; readonly completedAt: number; readonly signedObject: SignedObject }
  | { readonly status: "Failed"; readonly completedAt: number; readonly reason: string };

/** A signing job; times in milliseconds since 1970. */
export interface SigningJob {
  readonly jobId: string;
  readonly source: SigningSource;
  readonly destination: { readonly bucketName: string; readonly prefix: string };
  /** As it was when the job started. */
  readonly profile: SigningProfile;
  readonly createdAt: number;
  readonly signatureExpiresAt: number;
  /** ARN of who started it, and the account that one is in. */
  readonly requestedBy: string;
  readonly jobInvoker: string;
  readonly state: SigningState;
}

/** All that Signer remembers, in the order it was made. */
export interface SignerStore {
  readonly profiles: Map<string, SigningProfile>;
  readonly jobs: Map<string, SigningJob>;
  /** The id of the job that a `clientRequestToken` started. */
  readonly tokens: Map<string, string>;
}

export function signerStore(): SignerStore {
  return { profiles: new Map(), jobs: new Map(), tokens: new Map() };
}

/** @throws AwsError `ResourceNotFoundException` with code `ProfileNotFound` */
export function profileOf(store: SignerStore, profileName: string | undefined): SigningProfile {
  const profile = store.profiles.get(profileName ?? "");
  if (profile) return profile;
  const message = `profile with name ${profileName} does not exist`;
  throw new AwsError("ResourceNotFoundException", message, 404, { code: "ProfileNotFound" });
}
