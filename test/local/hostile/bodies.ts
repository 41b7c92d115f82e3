import type { SeededRandom } from "../../support/seeded-random.ts";
import { type HostileKind, signedCase } from "./case.ts";
import { hostileText, hostileValue } from "./texts.ts";

type Body = (random: SeededRandom) => string | Buffer;

const deep = 20_000;

const jsons: readonly [Body, ...Body[]] = [
  () => "[".repeat(deep),
  () => `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`,
  () => `{"input":${"[".repeat(deep)}${"]".repeat(deep)}}`,
  () => `{"tags":${'[{"key":'.repeat(deep)}1${"}]".repeat(deep)}}`,
  (random) =>
    `{"maxResults":${random.pick(["9".repeat(400), "1e999", "-1e999", "1e-999", "0x10", "01", "+1", "NaN", "Infinity", "1.0000000000000000000001"])}}`,
  (random) =>
    `{"__proto__":{"polluted":${random.between(0, 9)},"name":"x"},"constructor":{"prototype":{"polluted":1}}}`,
  (random) => JSON.stringify(hostileValue(random)) ?? "",
  () => '{"name":"a","name":"b","name":null}',
  () => "\ufeff{}",
  (random) => Buffer.concat([Buffer.from('{"name":"'), random.bytes(20), Buffer.from('"}')]),
  () => '{"name":"\\ud800","definition":"\\u0000"}',
  (random) => `{"a":"${"x".repeat(random.pick([10_000, 300_000]))}"}`,
  () => "{",
  () => "",
  () => " \n\t ",
  () => "null",
  () => '"text"',
  () => "{}{}",
  () => "{'a':1}",
  () => "// a comment\n{}",
  () => Buffer.from([0xbf, 0x64, 0x6e, 0x61, 0x6d, 0x65, 0x61, 0x61, 0xff]), // {_ "name": "a"} as CBOR
  () => Buffer.from("9f".repeat(deep), "hex"), // nested CBOR
  (random) => random.bytes(200),
];

const targets: Readonly<Record<string, readonly [string, ...string[]]>> = {
  states: [
    "AWSStepFunctions.StartExecution",
    "AWSStepFunctions.CreateStateMachine",
    "AWSStepFunctions.TagResource",
    "AWSStepFunctions.ListStateMachines",
  ],
  events: ["AWSEvents.PutEvents", "AWSEvents.PutRule", "AWSEvents.TestEventPattern"],
  sqs: ["AmazonSQS.SendMessage", "AmazonSQS.CreateQueue", "AmazonSQS.SendMessageBatch"],
  cloudcontrolapi: ["CloudApiService.GetResource", "CloudApiService.ListResources"],
  acm: ["CertificateManager.ImportCertificate", "CertificateManager.ListCertificates"],
};
const odd = [
  "",
  ".",
  "A.__proto__",
  "A.constructor",
  "A.toString",
  "ListQueues",
  "x".repeat(3_000),
  "AmazonSQS.listqueues",
  "\u00e9",
] as const;
const types = [
  "application/x-amz-json-1.0",
  "application/x-amz-json-1.1",
  "application/cbor",
  "application/x-amz-cbor-1.1",
  "text/xml",
  "",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
] as const;

/** JSON that is hardly any, or none, for services that are asked by `X-Amz-Target`. */
export const json: HostileKind = (random, target) => {
  const service = random.pick(["states", "events", "sqs", "acm", "cloudcontrolapi"]);
  const known = targets[service] ?? odd;
  const operation = random.chance(0.8) ? random.pick(known) : random.pick(odd);
  const headers = { "content-type": random.pick(types), "x-amz-target": operation };
  return signedCase({ method: "POST", path: "/", query: "", headers, body: bytes(random) }, service, target);
};

const paths = [
  "/things/a",
  "/jobs/a",
  "/streams/a",
  "/otaUpdates/a",
  "/thing-groups/a",
  "/tags",
  "/signing-jobs",
  "/2015-03-31/functions/a/invocations",
  "/%2e%2e/things",
  "/things/../jobs",
  "//",
  "/things/%00",
  "/things/%ff",
  "/things/%",
  "/signing-profiles/__proto__",
  "/things/a/jobs/$next",
] as const;

/** The same for services that are asked by method and path. */
export const restJson: HostileKind = (random, target) => {
  const service = random.pick(["iot", "signer", "lambda", "iot-jobs-data"]);
  const method = random.pick(["POST", "PUT", "PATCH", "GET", "DELETE", "HEAD"]);
  const query = random.chance(0.3)
    ? `${encodeURIComponent(hostileText(random).toWellFormed())}=%zz&__proto__=1&maxResults=1e9`
    : "";
  const headers = { "content-type": random.pick(types) };
  return signedCase({ method, path: random.pick(paths), query, headers, body: bytes(random) }, service, target);
};

const mebibyte = 1024 * 1024;

/** Bodies that are too long, of JSON, of forms and of XML. */
export const long: HostileKind = (random, target) => {
  const service = random.pick(["iot", "lambda", "states", "sqs", "sns", "cloudformation", "s3"]);
  const [path, query] = service === "s3" ? [`/${target.names.get("bucket")}`, "delete="] : ["/", ""];
  const headers = { "content-type": random.pick(types), "x-amz-target": "AmazonSQS.SendMessage" };
  const body = Buffer.alloc(random.pick([1, 1, 2, 17]) * mebibyte + 1, random.pick(["a", "<", "[", "=", "&"]));
  return signedCase({ method: "POST", path, query, headers, body }, service, target);
};

function bytes(random: SeededRandom): Buffer {
  return buffer(random.pick(jsons)(random));
}

function buffer(body: string | Buffer): Buffer {
  return typeof body === "string" ? Buffer.from(body) : body;
}
