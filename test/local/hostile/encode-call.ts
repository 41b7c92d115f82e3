import type { NormalizedSchema } from "@smithy/core/schema";
import type { OperationModel } from "../../../local/http/model.ts";
import type { Route } from "../../../local/http/routes.ts";
import { xmlName } from "../../../local/http/xml-name.ts";
import type { RawRequest } from "../../support/raw-request.ts";
import { headerSafe } from "./texts.ts";

type Members = Readonly<Record<string, unknown>>;
type Unsigned = Omit<RawRequest, "headers"> & { readonly headers: Record<string, string> };

/** A call of a REST operation: members go where its schema has them, the body is JSON, or S3's XML. */
export function restCall(
  { operation, method, segments, query }: Route<OperationModel>,
  members: Members,
  isXml: boolean,
): Unsigned {
  const parameters = [...query].map(([name, value]) => pair(name, value ?? ""));
  const headers: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  let payload: Buffer | undefined;
  for (const [name, schema] of operation.input.structIterator()) {
    const value = members[name];
    const { httpLabel, httpQuery, httpHeader, httpPayload, httpPrefixHeaders } = schema.getMergedTraits();
    if (value === undefined || httpLabel) continue;
    if (httpHeader === "Content-Length") continue; // a lie about the length is another kind of case
    if (httpQuery) parameters.push(pair(httpQuery, plain(value)));
    else if (httpHeader) headers[httpHeader.toLowerCase()] = headerSafe(plain(value));
    else if (httpPrefixHeaders) headers[`${httpPrefixHeaders}a`] = headerSafe(plain(value));
    else if (httpPayload)
      payload = Buffer.from(isXml && schema.isStructSchema() ? xml(schema, name, value) : plain(value));
    else rest[name] = value;
  }
  const place = isXml && members["Bucket"] !== undefined ? [label(members["Bucket"], false)] : [];
  const path = [
    ...place,
    ...segments.map((segment) =>
      "literal" in segment ? segment.literal : label(members[segment.label], segment.greedy),
    ),
  ];
  const body =
    payload ?? (method === "GET" || method === "HEAD" || isXml ? Buffer.alloc(0) : Buffer.from(JSON.stringify(rest)));
  return { method, path: `/${path.join("/")}`, query: parameters.join("&"), headers, body };
}

/** A call by AWS-query: members are a form's fields, lists and maps are numbered. */
export function formCall(name: string, version: string, input: NormalizedSchema, members: Members): Unsigned {
  const fields: string[] = [pair("Action", name), pair("Version", version)];
  flatten(input, members, "", fields);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", query: "", headers, body: Buffer.from(fields.join("&")) };
}

/** A call by AWS-JSON. */
export function jsonCall(target: string, version: string, members: unknown): Unsigned {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": headerSafe(target) };
  return { method: "POST", path: "/", query: "", headers, body: Buffer.from(JSON.stringify(members)) };
}

function flatten(schema: NormalizedSchema, value: unknown, path: string, fields: string[]): void {
  if (schema.isStructSchema() && isMembers(value)) {
    for (const [name, member] of schema.structIterator()) {
      if (value[name] !== undefined) flatten(member, value[name], `${path}${xmlName(member, name)}.`, fields);
    }
  } else if (schema.isListSchema() && Array.isArray(value)) {
    for (const [at, item] of value.entries())
      flatten(schema.getValueSchema(), item, `${path}member.${at + 1}.`, fields);
  } else if (schema.isMapSchema() && isMembers(value)) {
    for (const [at, [key, item]] of Object.entries(value).entries()) {
      fields.push(pair(`${path}entry.${at + 1}.key`, key));
      flatten(schema.getValueSchema(), item, `${path}entry.${at + 1}.value.`, fields);
    }
  } else fields.push(pair(path.slice(0, -1), plain(value)));
}

function xml(schema: NormalizedSchema, name: string, value: unknown): string {
  const element = xmlName(schema, name);
  if (schema.isStructSchema() && isMembers(value)) {
    const members = [...schema.structIterator()].filter(([member]) => value[member] !== undefined);
    return `<${element}>${members.map(([member, of]) => xml(of, member, value[member])).join("")}</${element}>`;
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const { xmlFlattened } = schema.getMergedTraits();
    const member = schema.getValueSchema();
    const items = value.map((item) => xml(member, "member", item));
    if (!xmlFlattened) return `<${element}>${items.join("")}</${element}>`;
    return items
      .map((item) => item.replace(/^<[^>]*>/, `<${element}>`).replace(/<\/[^>]*>$/, `</${element}>`))
      .join("");
  }
  const text = plain(value).replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<${element}>${text}</${element}>`;
}

function label(value: unknown, isGreedy: boolean): string {
  const text = encode(plain(value ?? "x")) || "x";
  return isGreedy ? text.replaceAll("%2F", "/") : text;
}

function pair(name: string, value: string): string {
  return `${encode(name)}=${encode(value)}`;
}

/** Percent-encoded, also what is no text. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
