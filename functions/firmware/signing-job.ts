import type { DescribeSigningJobResponse } from "@aws-sdk/client-signer";
import { printable } from "./printable.ts";
import { parseReleaseId } from "./release-id.ts";
import { signedRoot } from "./signing.ts";
import { isVersionId, type Upload } from "./upload.ts";

/** A signing job that was done before does not serve for a release. The message says what would. */
export class SigningJobUnusableError extends Error {
  override readonly name = "SigningJobUnusableError";
  readonly signingJobId: string;

  constructor(signingJobId: string, reason: string, options?: ErrorOptions) {
    super(`Signing job ${printable(signingJobId)} ${reason}`, options);
    this.signingJobId = signingJobId;
  }
}

/** Where a release is at home: its product, and the stack's buckets. */
export interface ReleaseHome {
  readonly product: string;
  readonly firmwareBucket: string;
  readonly releaseBucket: string;
}

/** Who may write there decides what its product releases, and nobody else's. */
const productsFolder = /^(?:firmware|releases)\/(?<product>[^/]+)\//;

/** What a signing job signed, and where Signer wrote it. */
export interface SignedFile {
  readonly source: Upload;
  readonly signedObject: { readonly bucket: string; readonly key: string };
}

/**
 * Finds what a signing job signed, if a release can be made of it: it has succeeded, devices know where its certificate is,
 * its source is in the firmware bucket and not another product's, and what it wrote lies where the OTA role may read and replace it.
 * @throws SigningJobUnusableError
 */
export function signedFileOf(signingJobId: string, job: DescribeSigningJobResponse, home: ReleaseHome): SignedFile {
  const refuse = (reason: string) => new SigningJobUnusableError(signingJobId, printable(reason));
  const { status, statusReason, revocationRecord, platformId, signingParameters, source, signedObject } = job;
  if (status !== "Succeeded") throw refuse(`is ${status}: ${statusReason ?? "no reason given"}`);
  if (revocationRecord) throw refuse(`was revoked: ${revocationRecord.reason ?? "no reason given"}`);
  if (!platformId?.startsWith("AmazonFreeRTOS")) throw refuse(`is of platform ${platformId}, not of one of FreeRTOS`);
  if (!signingParameters?.["certname"]) {
    throw refuse("is by a profile without the signing parameter certname: the certificate's path on the device");
  }
  const { bucketName = "", key = "", version } = source?.s3 ?? {};
  if (bucketName !== home.firmwareBucket || !isVersionId(version)) {
    throw refuse(`signed ${bucketName}/${key}, no version of an object in ${home.firmwareBucket}; sign one there`);
  }
  const { product = home.product } = productsFolder.exec(key)?.groups ?? {};
  if (product !== home.product) throw refuse(`signed ${key}, which is not ${home.product}'s but ${product}'s`);
  const written = { bucket: signedObject?.s3?.bucketName ?? "", key: signedObject?.s3?.key ?? "" };
  const place = whyMisplaced(written, home);
  if (place) throw refuse(`wrote ${written.bucket}/${written.key}${place}`);
  return { source: { bucket: bucketName, key, versionId: version }, signedObject: written };
}

/** What lies below a release's own prefix is deleted with that release. */
function whyMisplaced(
  { bucket, key }: SignedFile["signedObject"],
  { firmwareBucket, releaseBucket }: ReleaseHome,
): string | undefined {
  const isOurs = bucket === firmwareBucket || bucket === releaseBucket;
  if (!isOurs || !key.startsWith(signedRoot)) {
    return `, which does not lie below ${signedRoot} in ${firmwareBucket} or ${releaseBucket}; sign it there`;
  }
  const [, owner = ""] = key.split("/");
  const isOfRelease = bucket === releaseBucket && parseReleaseId(owner) !== undefined;
  return isOfRelease ? `, which goes when release ${owner} does; sign it again below another prefix` : undefined;
}
