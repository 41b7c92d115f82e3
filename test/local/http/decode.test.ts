import * as iot from "@aws-sdk/client-iot";
import { describe, expect, it } from "vitest";
import { decodeRest } from "../../../local/http/decode.ts";
import { modelOf } from "../../../local/http/model.ts";

const { operations } = modelOf(iot);

function read(operation: string, { body = "", query = "" }: { body?: string; query?: string }): unknown {
  const schema = operations.get(operation)?.input;
  if (!schema) throw new Error(`no operation ${operation}`);
  return decodeRest(schema, { labels: {}, query: new URLSearchParams(query), headers: {}, body: Buffer.from(body) });
}

describe("an input that cannot be read is refused as such", () => {
  it.each([
    ["no JSON", { body: "{" }, "The body is not JSON"],
    ["JSON in 20,000 levels", { body: `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}` }, "Nested deeper than"],
    ["a list", { body: "[]" }, "Start of structure or map found where not expected."],
    ["nothing in a list", { body: '{"targets":["a",null]}' }, "Found null in 'targets'"],
    ["nothing in a map", { body: '{"documentParameters":{"a":null}}' }, "Found null in 'documentParameters'"],
    ["a text for a list", { body: '{"targets":"a"}' }, `Expected a list at 'targets', found "a"`],
    [
      "a number that is too large for one",
      { body: '{"timeoutConfig":{"inProgressTimeoutInMinutes":1e999}}' },
      "Expected a number",
    ],
  ])("%s", (_, request, message) => {
    expect(() => read("CreateJob", request)).toThrow(
      expect.objectContaining({ name: "SerializationException", message: expect.stringContaining(message) }),
    );
  });

  it.each(["x", "", "1e999", "NaN"])("'%s' for a number in the query", (text) => {
    expect(() => read("ListThings", { query: `maxResults=${text}` })).toThrow(
      expect.objectContaining({ name: "SerializationException" }),
    );
  });

  it.each(["yesterday", "1e30"])("'%s' for a time in the query", (text) => {
    const query = `startTime=${text}&endTime=1700000000`;
    expect(() => read("ListAuditTasks", { query })).toThrow(
      expect.objectContaining({ name: "SerializationException" }),
    );
  });
});
