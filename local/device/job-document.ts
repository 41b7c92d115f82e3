import { fileCreateFailed, invalidDataProtocol, nonConformingDocument } from "./reasons.ts";
import type { AppVersion } from "./version.ts";

/** An OTA job as the device understood it. */
export interface OtaJob {
  readonly jobId: string;
  readonly streamName: string;
  readonly file: OtaFile;
  /** There once the image was staged: the version that fetched it. 0 when the job does not say. */
  readonly selfTest: { readonly updatedBy: AppVersion } | undefined;
}

/** The one file of a job that this agent takes: the first. */
export interface OtaFile {
  readonly id: number;
  /** Bytes. */
  readonly size: number;
  /** 0 is the firmware; anything else is kept without a restart. */
  readonly type: number;
  /** Path of the signer's certificate on the device. */
  readonly certificate: string | undefined;
  /** Base64 of the DER form of an ECDSA signature over the image's SHA-256. */
  readonly signature: string | undefined;
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
 * unknown fields are passed over, what must be there and is not refuses the job, and a file of 0 bytes is no job.
 */
export function readOffer(message: unknown): Offer {
  const execution = field(message, "execution");
  const jobId = field(execution, "jobId");
  const document = field(execution, "jobDocument");
  if (typeof jobId !== "string" || jobId.length > longestJobId || document === undefined) return { kind: "none" };
  const refused = (reason: string): Offer => ({ kind: "refused", jobId, reason });

  const ota = field(document, "afr_ota");
  const protocols = field(ota, "protocols");
  const file = field(field(ota, "files"), "0");
  const id = wholeNumber(field(file, "fileid"));
  const size = wholeNumber(field(file, "filesize"));
  const streamName = text(field(ota, "streamname")) ?? "";
  if (!Array.isArray(protocols) || id === undefined || size === undefined || streamName.length > longestStreamName) {
    return refused(nonConformingDocument);
  }
  if (!protocols.includes("MQTT")) return refused(invalidDataProtocol);
  if (size === 0) return { kind: "none" };
  if (text(field(file, "filepath")) === undefined) return refused(fileCreateFailed);
  return {
    kind: "job",
    job: {
      jobId,
      streamName,
      file: {
        id,
        size,
        type: wholeNumber(field(file, "fileType")) ?? 0,
        certificate: text(field(file, "certfile")),
        signature: text(field(file, "sig-sha256-ecdsa")),
      },
      selfTest: readSelfTest(field(execution, "statusDetails")),
    },
  };
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
