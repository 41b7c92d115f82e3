import { fileCreateFailed, invalidDataProtocol, nonConformingDocument } from "./reasons.ts";
import { type FileSignature, signatureMembers } from "./signature.ts";
import type { AppVersion } from "./version.ts";

/** How a device gets a job's files. */
export type Protocol = "MQTT" | "HTTP";

/** An OTA job as the device understood it. */
export interface OtaJob {
  readonly jobId: string;
  /** The one of the job's protocols that the device likes best. */
  readonly protocol: Protocol;
  readonly streamName: string;
  readonly files: readonly OtaFile[];
  /** There once the image was staged: the version that fetched it. 0 when the job does not say. */
  readonly selfTest: { readonly updatedBy: AppVersion } | undefined;
}

/** One file of a job. AWS's agent takes the first alone; this one takes them all. */
export interface OtaFile {
  readonly id: number;
  /** Where the device keeps it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The firmware: a job's first file, if its type is 0. Every other file is kept without a restart. */
  readonly isFirmware: boolean;
  /** Path of the signer's certificate on the device. */
  readonly certificate: string | undefined;
  readonly signature: FileSignature | undefined;
  /** Where it can be had by HTTP, for a while. */
  readonly url: string | undefined;
}

/** What a message about the next job says: no job, one to refuse, or one to do. */
export type Offer =
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly jobId: string; readonly reason: string }
  | { readonly kind: "job"; readonly job: OtaJob };

const longestJobId = 72; // the agent's buffer; longer ones it ignores without a word
const longestStreamName = 127;

/**
 * Reads a `notify-next` or a reply to `$next/get`, as leniently and as strictly as AWS's agent 3.4 does: numbers may be strings,
 * unknown fields are passed over, what must be there and is not refuses the job, and a file of 0 bytes is no job. A file
 * without a URL, which crashes that agent when it is built for HTTP, refuses the job too.
 * @param protocols those the device speaks, the one it likes best first
 */
export function readOffer(message: unknown, protocols: readonly Protocol[]): Offer {
  const execution = field(message, "execution");
  const jobId = field(execution, "jobId");
  const document = field(execution, "jobDocument");
  if (typeof jobId !== "string" || jobId.length > longestJobId || document === undefined) return { kind: "none" };
  const refused = (reason: string): Offer => ({ kind: "refused", jobId, reason });

  const ota = field(document, "afr_ota");
  const offered = field(ota, "protocols");
  const files = readFiles(field(ota, "files"));
  const streamName = text(field(ota, "streamname")) ?? "";
  if (!Array.isArray(offered) || !files || streamName.length > longestStreamName) return refused(nonConformingDocument);
  const protocol = protocols.find((one) => offered.includes(one));
  if (!protocol) return refused(invalidDataProtocol);
  if (protocol === "HTTP" && files.some(({ url }) => url === undefined)) return refused(nonConformingDocument);
  if (files.some(({ size }) => size === 0)) return { kind: "none" };
  if (files.some(({ path }) => path === undefined)) return refused(fileCreateFailed);
  const selfTest = readSelfTest(field(execution, "statusDetails"));
  return {
    kind: "job",
    job: { jobId, protocol, streamName, files: files.map((file) => ({ ...file, path: file.path ?? "" })), selfTest },
  };
}

type ReadFile = Omit<OtaFile, "path"> & { readonly path: string | undefined };

/** Undefined unless there are files, and each has an id and a size. */
function readFiles(given: unknown): ReadFile[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const files = given.map(readFile).filter((file) => file !== undefined);
  return files.length === given.length ? files : undefined;
}

function readFile(file: unknown, place: number): ReadFile | undefined {
  const id = wholeNumber(field(file, "fileid"));
  const size = wholeNumber(field(file, "filesize"));
  if (id === undefined || size === undefined) return undefined;
  return {
    id,
    path: text(field(file, "filepath")),
    size,
    isFirmware: place === 0 && (wholeNumber(field(file, "fileType")) ?? 0) === 0,
    certificate: text(field(file, "certfile")),
    signature: readSignature(file),
    url: text(field(file, "update_data_url")),
  };
}

/** A file has one; of several the first that is known. */
function readSignature(file: unknown): FileSignature | undefined {
  for (const member of signatureMembers) {
    const base64 = text(field(file, member));
    if (base64 !== undefined) return { member, base64 };
  }
  return undefined;
}

/** The detail's presence counts, not what it says. */
function readSelfTest(details: unknown): OtaJob["selfTest"] {
  if (field(details, "self_test") === undefined) return undefined;
  const updatedBy = text(field(details, "updatedBy")) ?? "";
  return { updatedBy: /^0x[0-9a-f]{8}$/i.test(updatedBy) ? Number(updatedBy) : 0 };
}

/** A member of an object or an element of an array; undefined for everything else. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
