import { invalidArgument, s3Error } from "./errors.ts";

/** Bytes of an object, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `Range` header (`bytes=0-9`, `bytes=10-`, `bytes=-5`). Undefined means the whole object, as for several ranges
 * at once or anything else that S3 does not understand.
 * @throws AwsError InvalidRange (416) when the object has no such bytes
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    throw s3Error("InvalidRange", undefined, {
      fields: { RangeRequested: header, ActualObjectSize: size },
      headers: { "content-range": `bytes */${size}` },
    });
  }
  return { start, end };
}

/** Reads `x-amz-copy-source-range`, which has to name both ends. @throws AwsError InvalidArgument */
export function copySourceRange(header: string, size: number): ByteRange {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = { start: Number(start), end: Number(end) };
  if (start === undefined || range.start > range.end) {
    const message =
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
    throw invalidArgument(message, "x-amz-copy-source-range", header);
  }
  if (range.end >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      "x-amz-copy-source-range",
      header,
    );
  }
  return range;
}
