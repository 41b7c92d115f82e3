import type { ServiceRequest } from "../http/service.ts";
import { s3Error } from "./errors.ts";

const largestUpload = 5 * 1024 ** 3;

/** A header's text, whatever the case of its name; several of one name are one list. */
export function headerOf({ headers }: ServiceRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(",") : value;
}

/** The bytes a request says its body has, without framing. */
export function statedLength(request: ServiceRequest): number | undefined {
  const length = headerOf(request, "x-amz-decoded-content-length") ?? headerOf(request, "content-length");
  return length === undefined ? undefined : Number(length);
}

/** @throws AwsError MissingContentLength, EntityTooLarge: S3 takes up to 5 GiB at once, and wants to know how much */
export function checkLength(call: ServiceRequest): void {
  const length = statedLength(call);
  if (length === undefined) throw s3Error("MissingContentLength");
  if (length > largestUpload) {
    throw s3Error("EntityTooLarge", undefined, { fields: { ProposedSize: length, MaxSizeAllowed: largestUpload } });
  }
}
