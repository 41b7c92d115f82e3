import type { IncomingHttpHeaders } from "node:http";
import type { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "./aws-error.ts";
import { isBoolean, isNumber, isObject, isString } from "./json-types.ts";
import { parseJson } from "./parse-json.ts";

type Members = Record<string, unknown>;

/** Where a REST request's members may stand. */
export interface RestRequest {
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Gathers a REST-JSON operation's input from the path, the query, the headers and the body. @throws AwsError SerializationException */
export function decodeRest(input: NormalizedSchema, request: RestRequest): Members {
  const members: Members = {};
  let body: Members | undefined;
  for (const [name, schema] of input.structIterator()) {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPayload, jsonName } = schema.getMergedTraits();
    let value: unknown;
    if (httpLabel) value = decodeText(schema, request.labels[name], name);
    else if (httpQuery) value = decodeQuery(schema, request.query.getAll(httpQuery), name);
    else if (httpQueryParams) value = Object.fromEntries(request.query);
    else if (httpHeader) value = decodeText(schema, request.headers[httpHeader.toLowerCase()]?.toString(), name);
    else if (httpPayload) value = decodePayload(schema, request.body);
    else {
      body ??= objectIn(request.body);
      value = decodeJson(schema, body[jsonName ?? name], name);
    }
    if (value !== undefined) members[name] = value;
  }
  return members;
}

/** Reads an AWS-JSON operation's input from its body. @throws AwsError SerializationException */
export function decodeRpc(input: NormalizedSchema, body: Buffer): Members {
  return decodeJson(input, objectIn(body), "") as Members;
}

function decodeQuery(schema: NormalizedSchema, texts: string[], path: string): unknown {
  if (texts.length === 0) return undefined;
  if (schema.isListSchema()) return texts.map((text) => decodeText(schema.getValueSchema(), text, path));
  return decodeText(schema, texts[0], path);
}

function decodeText(schema: NormalizedSchema, text: string | undefined, path: string): unknown {
  if (text === undefined) return undefined;
  if (schema.isNumericSchema())
    return expected(isFiniteNumber, text.trim() === "" ? text : Number(text), path, "a number");
  if (schema.isBooleanSchema()) return text === "true";
  if (schema.getMergedTraits().mediaType) return Buffer.from(text, "base64").toString(); // JSON in a header travels in base64
  if (schema.isTimestampSchema()) return timestamp(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text, path);
  return text;
}

function decodePayload(schema: NormalizedSchema, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (schema.isBlobSchema()) return new Uint8Array(body);
  if (schema.isStringSchema()) return body.toString();
  return decodeJson(schema, objectIn(body), "");
}

function objectIn(body: Buffer): Members {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = parseJson(body.toString());
  } catch (error) {
    throw malformed(`The body is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw malformed("Start of structure or map found where not expected.");
  return value;
}

/** `value` as the schema has it: base64 becomes bytes, seconds become a Date; what the schema does not know is dropped. */
function decodeJson(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.isDocumentSchema()) return value;
  if (schema.isStructSchema()) return decodeStructure(schema, expected(isObject, value, path, "an object"), path);
  if (schema.isMapSchema()) {
    const entries = Object.entries(expected(isObject, value, path, "an object"));
    const valueSchema = schema.getValueSchema();
    return Object.fromEntries(
      entries.map(([key, item]) => [
        key,
        item === null ? gap(schema, path) : decodeJson(valueSchema, item, `${path}.${key}`),
      ]),
    );
  }
  if (schema.isListSchema()) {
    const memberSchema = schema.getValueSchema();
    return expected(Array.isArray, value, path, "a list").map((item, index) =>
      item === null ? gap(schema, path) : decodeJson(memberSchema, item, `${path}.${index + 1}`),
    );
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(expected(isString, value, path, "base64"), "base64"));
  if (schema.isTimestampSchema()) return timestamp(value, path);
  if (schema.isNumericSchema()) return expected(isFiniteNumber, value, path, "a number");
  if (schema.isBooleanSchema()) return expected(isBoolean, value, path, "a boolean");
  if (schema.isStringSchema()) return expected(isString, value, path, "a string");
  return value;
}

function decodeStructure(schema: NormalizedSchema, value: Members, path: string): Members {
  const members: Members = {};
  for (const [name, member] of schema.structIterator()) {
    const given = decodeJson(member, value[member.getMergedTraits().jsonName ?? name], path ? `${path}.${name}` : name);
    if (given !== undefined) members[name] = given;
  }
  return members;
}

/** `1e999` is JSON, and a number to no service. */
function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** Of seconds since 1970, or of a text. */
function timestamp(value: unknown, path: string): Date {
  const date = new Date(isNumber(value) ? value * 1000 : expected(isString, value, path, "a timestamp"));
  if (Number.isNaN(date.getTime())) throw malformed(`Expected a timestamp at '${path}', found ${value}`);
  return date;
}

/** What `null` among a list's or a map's values is: nothing, where the model lets them have gaps. */
function gap(schema: NormalizedSchema, path: string): undefined {
  if (!schema.getMergedTraits().sparse) throw malformed(`Found null in '${path}'`);
}

function expected<Type>(is: (value: unknown) => value is Type, value: unknown, path: string, what: string): Type {
  if (is(value)) return value;
  throw malformed(`Expected ${what} at '${path}', found ${JSON.stringify(value)?.slice(0, 100)}`);
}

function malformed(message: string): AwsError {
  return new AwsError("SerializationException", message, 400);
}
