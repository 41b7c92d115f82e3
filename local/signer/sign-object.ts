import { createPrivateKey, createSign, type KeyObject, X509Certificate } from "node:crypto";
import type { Objects } from "./objects.ts";
import type { SignedObject, SigningJob } from "./signer-store.ts";

/** What a job is done with. */
export interface SigningTools {
  readonly objects: Objects;
  /** Both PEM. */
  readonly certificates: {
    find(arn: string): { readonly certificate: string; readonly privateKey: string } | undefined;
  };
}

const partSize = 16 * 1024 * 1024;

/**
 * Signs the job's source and writes the signed object: key = prefix + job id, nothing between them and nothing after.
 * The signature is over the raw bytes, DER for ECDSA, so that `openssl dgst -verify` and devices accept it.
 * @param now milliseconds since 1970
 * @throws Error whose message is the reason the job failed for
 */
export async function signObject(
  job: SigningJob,
  { objects, certificates }: SigningTools,
  now: number,
): Promise<SignedObject> {
  const { source, destination, profile } = job;
  const encryption = choiceOf(job, "encryptionAlgorithm");
  const hash = choiceOf(job, "hashAlgorithm");
  const key = privateKeyOf(profile.certificateArn, certificates, now);
  if (key.asymmetricKeyType !== (encryption === "ECDSA" ? "ec" : "rsa")) {
    const kind = encryption === "ECDSA" ? "an EC" : "an RSA";
    throw new Error(
      `Signing with ${encryption} needs ${kind} private key, which ${profile.certificateArn} does not have`,
    );
  }
  const object = { bucket: source.bucketName, key: source.key, versionId: source.version };
  const { size } = await objects.head(object);
  if (size > profile.platform.maxSizeInMB * 1024 * 1024) {
    throw new Error(`The source object is larger than ${profile.platform.maxSizeInMB} MB`);
  }
  const isEmbedded =
    (profile.overrides?.signingImageFormat ?? profile.platform.signingImageFormat.defaultFormat) === "JSONEmbedded";
  const signing = createSign(hash);
  const payload: Buffer[] = [];
  for (let start = 0; start < size; start += partSize) {
    const part = await objects.read(object, { start, end: Math.min(start + partSize, size) - 1 });
    signing.update(part);
    if (isEmbedded) payload.push(part);
  }
  const body = JSON.stringify({
    rawPayloadSize: size,
    signature: signing.sign(key, "base64"),
    signatureAlgorithm: `${hash}with${encryption}`,
    ...(isEmbedded ? { payload: Buffer.concat(payload).toString("base64") } : { payloadLocation: { s3: source } }),
  });
  const written = { bucketName: destination.bucketName, key: `${destination.prefix}${job.jobId}` };
  const { versionId } = await objects.write({
    bucket: written.bucketName,
    key: written.key,
    body: Buffer.from(body),
    contentType: "application/octet-stream",
  });
  return { ...written, versionId };
}

/** The profile's override, else the platform's default. */
function choiceOf({ profile }: SigningJob, name: "encryptionAlgorithm" | "hashAlgorithm"): string {
  const { defaultValue } = profile.platform.signingConfiguration[`${name}Options`];
  return profile.overrides?.signingConfiguration?.[name] ?? defaultValue;
}

function privateKeyOf(arn: string | undefined, certificates: SigningTools["certificates"], now: number): KeyObject {
  const found = arn === undefined ? undefined : certificates.find(arn);
  if (!found) throw new Error(`The signing certificate ${arn} does not exist`);
  const { validToDate } = new X509Certificate(found.certificate);
  if (now > validToDate.getTime()) {
    throw new Error(`The signing certificate ${arn} expired on ${validToDate.toISOString()}`);
  }
  return createPrivateKey(found.privateKey);
}
