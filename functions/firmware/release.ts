import { createHash } from "node:crypto";
import type { ProductSettings } from "./product-settings.ts";
import { releaseIdOf } from "./release-id.ts";
import type { SettledRelease } from "./settings-cascade.ts";
import { parseUploadKey, type Upload } from "./upload.ts";

/** Everything one execution knows of what it releases: each object by its version, each setting decided. */
export interface Release {
  readonly id: string;
  readonly product: string;
  readonly version: string;
  /** SHA-256 over the files' digests: two releases of the same bytes have the same. */
  readonly digest: string;
  /** Whether devices read our own stream, or AWS makes of the objects what devices read: needed for HTTP. */
  readonly delivery: "stream" | "s3";
  /** ARNs. */
  readonly targets: readonly string[];
  /** MQTT first: some devices read the first one only. */
  readonly protocols: readonly ("MQTT" | "HTTP")[];
  readonly targetSelection: "SNAPSHOT" | "CONTINUOUS";
  readonly successPercent: number;
  /** Counted from Create OTA Update. */
  readonly rolloutDeadlineInDays: number;
  readonly inProgressTimeoutInMinutes: number;
  readonly rollout?: NonNullable<ProductSettings["rollout"]>;
  readonly abortCriteria?: NonNullable<ProductSettings["abortCriteria"]>;
  /** How long a device may read from the URL it was given. */
  readonly presignedUrlExpiresInSec?: number;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Kept with the OTA update; devices never see them. */
  readonly additionalParameters?: Readonly<Record<string, string>>;
  readonly supersede: boolean;
  /** The id of a release of the same bytes that this offers again, to things that did not succeed. */
  readonly retryOf?: string;
  readonly allowDowngrade?: { readonly reason: string };
  /** The version of `products/<product>.json` these settings were read from; null where there is none. */
  readonly settingsVersionId: string | null;
  readonly files: readonly ReleaseFile[];
}

export interface ReleaseFile {
  /** As it was uploaded. */
  readonly name: string;
  /** Its number in the stream. */
  readonly fileId: number;
  /** On the device. */
  readonly fileName: string;
  readonly fileType?: number;
  readonly fileVersion: string;
  /** Kept with the OTA update; devices never see them. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly signing: Signing;
}

/** Who signs a file. */
export type Signing = PipelineSigning | CustomSigning | ServiceSigning | JobSigning;

/** The workflow itself, by a profile of AWS Signer. */
export interface PipelineSigning {
  readonly by: "pipeline";
  readonly profile: string;
  readonly certificatePathOnDevice: string;
}

/** Somebody else, before the upload. */
export interface CustomSigning {
  readonly by: "custom";
  /** Base64, over the file's bytes: of ECDSA the DER encoding, of RSA the plain bytes (PKCS #1 v1.5). */
  readonly signature: string;
  /** The certificate's path on the device. */
  readonly certificateName: string;
  /** PEM; what the signature was verified by. */
  readonly certificate?: string;
  readonly hashAlgorithm: "SHA1" | "SHA256";
  readonly signatureAlgorithm: "RSA" | "ECDSA";
  /** Nobody but the devices checks it. */
  readonly unverified?: true;
}

/** The OTA service, as it creates the update: by a profile that exists, or by one it makes of the parameter. */
export interface ServiceSigning {
  readonly by: "service";
  readonly profile: string;
  readonly signingProfileParameter?: {
    readonly certificateArn: string;
    readonly platform: string;
    readonly certificatePathOnDevice: string;
  };
}

/** A job of AWS Signer that was done before; the file is what it signed. */
export interface JobSigning {
  readonly by: "job";
  readonly signingJobId: string;
  /** The OTA service writes the raw bytes over it. */
  readonly signedObject: { readonly bucket: string; readonly key: string };
}

/** What was found out about a release, before anything is made of it. */
export interface Findings {
  /** What starts it. */
  readonly upload: Upload;
  readonly settled: SettledRelease;
  readonly settingsVersionId: string | null;
  /** ARNs of things and groups that exist. */
  readonly targets: readonly string[];
  readonly files: readonly ReleaseFile[];
}

/** Makes the release of what was decided and found. */
export function describeRelease({ upload, settled, settingsVersionId, targets, files }: Findings): Release {
  const { product, version } = parseUploadKey(upload.key);
  const named = { id: releaseIdOf(upload), product, version, digest: digestOf(files) };
  return { ...named, ...settled, targets, settingsVersionId, files };
}

/** One digest for all bytes of a release, whatever the order and the names of its files. */
export function digestOf(files: readonly Pick<ReleaseFile, "fileId" | "sha256">[]): string {
  const pairs = files.map(({ fileId, sha256 }) => [fileId, sha256] as const).sort(([one], [other]) => one - other);
  return createHash("sha256").update(JSON.stringify(pairs)).digest("hex");
}
