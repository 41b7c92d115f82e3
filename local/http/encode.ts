import { JsonShapeSerializer } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { ServiceResponse } from "./service.ts";

const epochSeconds = 7;
const serializer = new JsonShapeSerializer({
  jsonName: true,
  timestampFormat: { useTrait: true, default: epochSeconds },
});

/** An output as AWS-JSON's body. */
export function encodeRpc(output: NormalizedSchema, value: unknown): string {
  if (output.isUnitSchema()) return "{}";
  serializer.write(output, value ?? {});
  return serializer.flush() ?? "{}";
}

/** An output as a REST-JSON answer: members go to the status, the headers, the payload or the JSON body as the schema says. */
export function encodeRest(
  output: NormalizedSchema,
  value: Readonly<Record<string, unknown>>,
  status: number,
): ServiceResponse {
  const headers: Record<string, string> = { "content-type": "application/json" };
  const members: Record<string, unknown> = {};
  let body: string | Uint8Array | undefined;
  let code = status;
  for (const [name, schema] of output.structIterator()) {
    const member = value[name];
    if (member === undefined) continue;
    const { httpHeader, httpPayload, httpResponseCode } = schema.getMergedTraits();
    if (httpResponseCode) code = member as number;
    else if (httpHeader) headers[httpHeader.toLowerCase()] = headerText(member);
    else if (httpPayload) {
      if (schema.isBlobSchema()) headers["content-type"] = "application/octet-stream";
      body = schema.isBlobSchema()
        ? (member as Uint8Array)
        : schema.isStringSchema()
          ? String(member)
          : encodeRpc(schema, member);
    } else members[name] = member;
  }
  if (body === undefined && !output.isUnitSchema()) body = encodeRpc(output, members);
  return { status: code, headers, body: body ?? "" };
}

function headerText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : Array.isArray(value) ? value.join(", ") : String(value);
}
