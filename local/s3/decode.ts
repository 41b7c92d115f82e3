import type { NormalizedSchema } from "@smithy/core/schema";
import type { ServiceRequest } from "../http/service.ts";
import type { Address } from "./addressing.ts";
import { invalidArgument, s3Error } from "./errors.ts";
import { readDocument } from "./payload.ts";
import { headerOf } from "./request-headers.ts";
import { checkWord } from "./words.ts";
import { readXml, requiredMembers } from "./xml.ts";

/**
 * Gathers an operation's input, in AWS's own type, from the URL, the query, the headers and the XML. A body that is an
 * object's bytes is left where it is.
 * @throws AwsError InvalidArgument, MalformedXML, MissingRequestBodyError, and what `checkWord` and `readDocument` throw
 */
export async function decodeRequest(
  input: NormalizedSchema,
  request: ServiceRequest,
  address: Address,
): Promise<Record<string, unknown>> {
  const members: Record<string, unknown> = {};
  for (const [name, schema] of input.structIterator()) {
    const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload } = schema.getMergedTraits();
    let value: unknown;
    if (httpLabel) value = name === "Bucket" ? address.bucket : address.key;
    else if (httpQuery) value = decodeText(schema, request.query.get(httpQuery) ?? undefined, httpQuery);
    else if (httpHeader) value = decodeText(schema, headerOf(request, httpHeader), httpHeader);
    else if (httpPrefixHeaders) value = prefixed(request, httpPrefixHeaders);
    else if (httpPayload && !schema.isBlobSchema()) {
      value = await decodeDocument(schema, request, input);
      if (value === undefined && requiredMembers(input).includes(name)) throw s3Error("MissingRequestBodyError");
    }
    if (value !== undefined) members[name] = value;
  }
  return members;
}

async function decodeDocument(
  schema: NormalizedSchema,
  request: ServiceRequest,
  input: NormalizedSchema,
): Promise<unknown> {
  const isOfObject = input.getName() === "CompleteMultipartUploadRequest";
  const document = await readDocument(isOfObject ? withoutChecksum(request) : request);
  if (document === "") return undefined;
  if (schema.isStringSchema()) return document;
  return readXml(schema, schema.getMergedTraits().xmlName ?? schema.getName() ?? "", document);
}

/** Where the checksum in the headers is that of the object which the document only tells how to put together. */
function withoutChecksum(request: ServiceRequest): ServiceRequest {
  const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith("x-amz-checksum-"));
  return { ...request, headers: Object.fromEntries(headers) };
}

function decodeText(schema: NormalizedSchema, text: string | undefined, name: string): unknown {
  if (text === undefined) return undefined;
  if (schema.isNumericSchema()) {
    if (!/^-?\d{1,15}$/.test(text))
      throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, text);
    return Number(text);
  }
  if (schema.isBooleanSchema()) return text.toLowerCase() === "true";
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date; // RFC 9110: a date that is none counts for nothing
  }
  if (schema.isListSchema()) return text.split(",").map((item) => item.trim());
  checkWord(name, text);
  return text;
}

function prefixed(request: ServiceRequest, prefix: string): Record<string, string> {
  const names = Object.keys(request.headers).filter((name) => name.startsWith(prefix.toLowerCase()));
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), headerOf(request, name) ?? ""]));
}
