import { createHash } from "node:crypto";
import { type Crc, crc32, type RunningChecksum } from "./crc.ts";
import { crc32c } from "./crc32c.ts";
import { crc64nvme } from "./crc64nvme.ts";
import { s3Error } from "./errors.ts";

/** The checksum algorithms that are played; a request that names another is refused. */
export type ChecksumAlgorithm = "CRC32" | "CRC32C" | "CRC64NVME" | "SHA1" | "SHA256";

/** What an object's checksum covers: all its bytes, or the checksums of its parts. */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** An object's or a part's checksum. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
}

/** What S3 works out when the client sends no checksum of its own ("Checking object integrity in Amazon S3"). */
export const defaultAlgorithm: ChecksumAlgorithm = "CRC64NVME";

/** A checksum as AWS's types hold it: one member for each algorithm. */
export type ChecksumMembers = {
  readonly [Algorithm in ChecksumAlgorithm as `Checksum${Algorithm}`]?: string | undefined;
};

const crcs = new Map<ChecksumAlgorithm, Crc>([
  ["CRC32", crc32],
  ["CRC32C", crc32c],
  ["CRC64NVME", crc64nvme],
]);

const digestLengths: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

const checksumAlgorithms = Object.keys(digestLengths) as ChecksumAlgorithm[];

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  return crcs.get(algorithm)?.start() ?? createHash(algorithm.toLowerCase());
}

/** Whether a text is base64 of as many bytes as the algorithm makes. */
export function isChecksum(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === digestLengths[algorithm] && bytes.toString("base64") === text;
}

/** @throws AwsError InvalidRequest for an algorithm that S3 does not have, NotImplemented for one that is not played */
export function algorithmNamed(name: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithms.find((known) => known === name);
  if (algorithm) return algorithm;
  if (/^(MD5|SHA512|XXHASH)/.test(name)) throw s3Error("NotImplemented", `Local AWS does not play ${name} checksums.`);
  throw s3Error(
    "InvalidRequest",
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types.",
  );
}

/** The members of AWS's types that say this checksum. */
export function checksumMembers(checksum: Omit<Checksum, "type"> | undefined): ChecksumMembers {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {};
}

/** The checksum that a request's or a part's members say, if they say one. */
export function checksumIn(members: ChecksumMembers): Omit<Checksum, "type"> | undefined {
  for (const algorithm of checksumAlgorithms) {
    const value = members[`Checksum${algorithm}`];
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}

/** One part of a multipart upload, as far as its checksum goes. */
interface PartChecksum {
  readonly size: number;
  /** Base64. */
  readonly value: string;
}

/**
 * The checksum of an object made of parts. A full one is combined from those of the parts, which only CRCs can be;
 * a composite one is the checksum of the parts' checksums.
 */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly PartChecksum[],
): Checksum {
  const values = parts.map((part) => Buffer.from(part.value, "base64"));
  const crc = crcs.get(algorithm);
  if (type === "FULL_OBJECT" && crc) {
    let whole = crc.start().digest();
    for (const [index, value] of values.entries()) whole = crc.combine(whole, value, parts[index]?.size ?? 0);
    return { algorithm, type, value: whole.toString("base64") };
  }
  const running = startChecksum(algorithm);
  for (const value of values) running.update(value);
  return { algorithm, type: "COMPOSITE", value: `${running.digest().toString("base64")}-${parts.length}` };
}
