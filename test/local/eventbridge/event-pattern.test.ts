import { describe, expect, it } from "vitest";
import { parseEventPattern } from "../../../local/eventbridge/event-pattern.ts";

const event = {
  source: "aws.s3",
  "detail-type": "Object Created",
  resources: ["arn:aws:s3:::images", "arn:aws:s3:::more"],
  detail: {
    bucket: { name: "images" },
    object: { key: "firmware/thermostat/1.4.0/app.bin", size: 301.8, "version-id": "v1" },
    reason: "PutObject",
    count: 3,
    ok: true,
    note: null,
    empty: [],
    "source-ip": "10.0.0.33",
    path: "a*b\\c",
    employees: [
      [{ first: "Anna", last: "Smith" }],
      [
        { first: "John", last: "Doe" },
        { first: "Peter", last: "Jones" },
      ],
    ],
  },
};

const matches = (pattern: object) => parseEventPattern(JSON.stringify(pattern))(event);

describe("an event pattern", () => {
  it.each<[string, object]>([
    ["a value", { source: ["aws.s3"] }],
    ["one of several values", { detail: { reason: ["CopyObject", "PutObject"] } }],
    ["all of several fields", { source: ["aws.s3"], detail: { bucket: { name: ["images"] } } }],
    ["a number, however it is written", { detail: { count: [3.0] } }],
    ["a boolean", { detail: { ok: [true] } }],
    ["null", { detail: { note: [null] } }],
    ["an element of a list", { resources: ["arn:aws:s3:::more"] }],
    ["prefix", { detail: { object: { key: [{ prefix: "firmware/" }] } } }],
    ["prefix, whatever the case", { detail: { object: { key: [{ prefix: { "equals-ignore-case": "FIRMWARE/" } }] } } }],
    ["prefix of an element of a list", { resources: [{ prefix: "arn:aws:s3:::m" }] }],
    ["suffix", { detail: { object: { key: [{ suffix: ".bin" }] } } }],
    ["suffix, whatever the case", { detail: { object: { key: [{ suffix: { "equals-ignore-case": ".BIN" } }] } } }],
    ["equals-ignore-case", { detail: { reason: [{ "equals-ignore-case": "PUTOBJECT" }] } }],
    ["wildcard", { detail: { object: { key: [{ wildcard: "firmware/*/1.4.0/*.bin" }] } } }],
    ["wildcard for nothing at all", { source: [{ wildcard: "*aws.s3*" }] }],
    ["wildcard with escapes", { detail: { path: [{ wildcard: "a\\*b\\\\*" }] } }],
    ["anything-but", { detail: { reason: [{ "anything-but": "CopyObject" }] } }],
    ["anything-but of a list", { detail: { reason: [{ "anything-but": ["CopyObject", "POST Object"] }] } }],
    ["anything-but of numbers", { detail: { count: [{ "anything-but": [1, 2] }] } }],
    ["anything-but of another type", { detail: { count: [{ "anything-but": "3" }] } }],
    ["anything-but prefix", { detail: { reason: [{ "anything-but": { prefix: "Copy" } }] } }],
    ["anything-but prefixes", { detail: { reason: [{ "anything-but": { prefix: ["Copy", "POST"] } }] } }],
    ["anything-but suffix", { detail: { object: { key: [{ "anything-but": { suffix: ".json" } }] } } }],
    [
      "anything-but equals-ignore-case",
      { detail: { reason: [{ "anything-but": { "equals-ignore-case": "copyobject" } }] } },
    ],
    ["anything-but wildcard", { detail: { object: { key: [{ "anything-but": { wildcard: "*/lib/*" } }] } } }],
    ["numeric =", { detail: { object: { size: [{ numeric: ["=", 3.018e2] }] } } }],
    ["numeric >", { detail: { count: [{ numeric: [">", 2] }] } }],
    ["numeric with two bounds", { detail: { count: [{ numeric: [">", 0, "<=", 3] }] } }],
    ["cidr", { detail: { "source-ip": [{ cidr: "10.0.0.0/24" }] } }],
    ["exists", { detail: { object: { "version-id": [{ exists: true }] } } }],
    ["exists for null", { detail: { note: [{ exists: true }] } }],
    ["exists false", { detail: { deletionType: [{ exists: false }] } }],
    ["exists false where there are only deeper fields", { detail: { bucket: [{ exists: false }] } }],
    ["exists false for an empty list", { detail: { empty: [{ exists: false }] } }],
    ["exists false below what is not there", { detail: { nothing: { there: [{ exists: false }] } } }],
    ["exists false or a value", { detail: { reason: [{ exists: false }, "PutObject"] } }],
    ["a field in an object in a list", { detail: { employees: { first: ["Anna"] } } }],
    ["two fields in one object in a list", { detail: { employees: { first: ["Peter"], last: ["Jones"] } } }],
    ["$or", { $or: [{ source: ["aws.iot"] }, { detail: { reason: ["PutObject"] } }] }],
    [
      "$or beside others, deeper",
      { source: ["aws.s3"], detail: { $or: [{ reason: ["x"] }, { count: [3], ok: [true] }] } },
    ],
    [
      "$or in $or",
      { $or: [{ source: ["x"] }, { source: ["aws.s3"], $or: [{ detail: { ok: [true] } }, { source: ["y"] }] }] },
    ],
  ])("matches by %s", (_, pattern) => {
    expect(matches(pattern)).toBe(true);
  });

  it.each<[string, object]>([
    ["another value", { source: ["aws.iot"] }],
    ["a part of a value", { source: ["aws"] }],
    ["another case", { source: ["AWS.S3"] }],
    ["one of two fields", { source: ["aws.s3"], detail: { reason: ["CopyObject"] } }],
    ["a text for a number", { detail: { count: ["3"] } }],
    ["a field that is not there", { detail: { nothing: ["x"] } }],
    ["a value where there are deeper fields", { detail: { bucket: ["images"] } }],
    ["deeper fields where there is a value", { source: { name: ["aws.s3"] } }],
    ["prefix of a number", { detail: { count: [{ prefix: "3" }] } }],
    ["wildcard", { detail: { object: { key: [{ wildcard: "firmware/*.json" }] } } }],
    ["an escaped wildcard", { source: [{ wildcard: "aws\\*" }] }],
    ["anything-but", { detail: { reason: [{ "anything-but": ["PutObject"] }] } }],
    ["anything-but where nothing is", { detail: { nothing: [{ "anything-but": "x" }] } }],
    ["anything-but prefixes", { detail: { reason: [{ "anything-but": { prefix: ["Copy", "Put"] } }] } }],
    ["numeric of a text", { source: [{ numeric: ["=", 3] }] }],
    ["numeric out of bounds", { detail: { count: [{ numeric: [">", 3, "<", 5] }] } }],
    ["cidr", { detail: { "source-ip": [{ cidr: "10.0.1.0/24" }] } }],
    ["cidr of no address", { source: [{ cidr: "0.0.0.0/0" }] }],
    ["exists", { detail: { nothing: [{ exists: true }] } }],
    ["exists where there are only deeper fields", { detail: { bucket: [{ exists: true }] } }],
    ["exists false", { source: [{ exists: false }] }],
    ["fields of different objects in a list", { detail: { employees: { first: ["Anna"], last: ["Jones"] } } }],
    ["none of $or", { $or: [{ source: ["aws.iot"] }, { detail: { reason: ["CopyObject"] } }] }],
    [
      "$or without the other fields",
      { source: ["aws.iot"], $or: [{ detail: { ok: [true] } }, { detail: { ok: [false] } }] },
    ],
  ])("does not match by %s", (_, pattern) => {
    expect(matches(pattern)).toBe(false);
  });

  it("takes $or for a field when it gives no choice between fields", () => {
    const pattern = parseEventPattern(JSON.stringify({ $or: [{ prefix: "a" }, { suffix: "b" }] }));
    expect(pattern({ $or: "abc" })).toBe(true);
    expect(pattern({ a: "abc" })).toBe(false);
  });

  it.each([
    ["text that is not JSON", "{", "Expected property name"],
    ["a list", "[]", "Filter is not an object"],
    ["nothing", "{}", "Empty objects are not allowed"],
    ["an empty list", '{"source":[]}', "Empty arrays are not allowed"],
    ["an empty object", '{"detail":{}}', "Empty objects are not allowed"],
    ["a value outside a list", '{"source":"aws.s3"}', '"source" must be an object or an array'],
    ["a list in a list", '{"source":[["aws.s3"]]}', 'Match value of "source" must be String, number'],
    ["an operator nobody knows", '{"source":[{"prefx":"a"}]}', "Unrecognized match type prefx"],
    ["two operators", '{"source":[{"prefix":"a","suffix":"b"}]}', "Only one key allowed in match expression"],
    ["a prefix that is no text", '{"source":[{"prefix":1}]}', "prefix match pattern must be a string"],
    ["exists that is neither", '{"source":[{"exists":"true"}]}', "exists match pattern must be either true or false"],
    ["two wildcards in a row", '{"source":[{"wildcard":"a**"}]}', "Consecutive wildcard characters"],
    ["a wildcard's wrong escape", '{"source":[{"wildcard":"a\\\\b"}]}', "Invalid escape character"],
    ["numeric without a bound", '{"a":[{"numeric":[">"]}]}', 'Invalid numeric match: [">"]'],
    ["numeric with a text", '{"a":[{"numeric":[">","1"]}]}', "Invalid numeric match"],
    ["numeric with another order", '{"a":[{"numeric":["!=",1]}]}', "Invalid numeric match"],
    ["a CIDR that is none", '{"a":[{"cidr":"10.0.0.0/33"}]}', "Malformed CIDR: 10.0.0.0/33"],
    [
      "anything-but of an unknown operator",
      '{"a":[{"anything-but":{"numeric":1}}]}',
      "Unsupported anything-but pattern: numeric",
    ],
    ["anything-but of booleans", '{"a":[{"anything-but":[true]}]}', "must be an array or single string/number value"],
  ])("cannot be %s", (_, json, reason) => {
    expect(() => parseEventPattern(json)).toThrow(reason);
  });
});
