import type { Readable } from "node:stream";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { ServiceResponse } from "../http/service.ts";
import { writeLocation, writeXml } from "./xml.ts";

/** An operation's output, in AWS's own type, as S3 answers it: in headers, in XML, or as the object's bytes. */
export function encodeResponse(
  output: NormalizedSchema,
  value: Record<string, unknown>,
  status: number,
): ServiceResponse {
  const headers: Record<string, string> = {};
  const elements: Record<string, unknown> = {};
  let body: ServiceResponse["body"];
  let hasElements = false;
  for (const [name, schema] of output.structIterator()) {
    const { httpHeader, httpPrefixHeaders, httpPayload } = schema.getMergedTraits();
    if (!httpHeader && !httpPrefixHeaders && !httpPayload) hasElements = true;
    const member = value[name];
    if (member === undefined) continue;
    if (httpHeader) headers[httpHeader.toLowerCase()] = headerText(member);
    else if (httpPrefixHeaders) Object.assign(headers, prefixed(httpPrefixHeaders, member as Record<string, string>));
    else if (!httpPayload) elements[name] = member;
    else if (schema.isStructSchema()) body = writeXml(schema, member);
    else body = member as string | Readable;
  }
  if (output.getName() === "GetBucketLocationOutput") body = writeLocation(value["LocationConstraint"] as string);
  else if (hasElements) body = writeXml(output, elements);
  if (typeof body === "string")
    headers["content-type"] ??= body.startsWith("<") ? "application/xml" : "application/json";
  const isPart = value["ContentRange"] !== undefined;
  return { status: isPart ? 206 : status, headers, ...(body === undefined ? {} : { body }) };
}

function headerText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
