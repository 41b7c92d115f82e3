import { type RawRequest, sign } from "../../support/raw-request.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";
import { caseOf, type HostileKind, root, type Target } from "./case.ts";
import { jsonCall } from "./encode-call.ts";
import { headerSafe, hostileText } from "./texts.ts";

/** What nobody may do without a signature, in each of the ways in which services are asked. */
const asked: Readonly<Record<string, Omit<RawRequest, "headers"> & { headers: Record<string, string> }>> = {
  iot: { method: "GET", path: "/things", query: "maxResults=10", headers: {}, body: Buffer.alloc(0) },
  lambda: { method: "GET", path: "/2015-03-31/functions/", query: "", headers: {}, body: Buffer.alloc(0) },
  s3: { method: "GET", path: "/", query: "", headers: {}, body: Buffer.alloc(0) },
  states: jsonCall("AWSStepFunctions.ListStateMachines", "1.0", {}),
  events: jsonCall("AWSEvents.ListRules", "1.1", {}),
  sqs: jsonCall("AmazonSQS.ListQueues", "1.0", {}),
  sts: {
    method: "POST",
    path: "/",
    query: "",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from("Action=GetCallerIdentity&Version=2011-06-15"),
  },
};

/** A request whose signature is wrong in one way. */
export const badSignature: HostileKind = (random, target) => {
  const [first = "", ...others] = Object.keys(asked);
  const service = random.pick([first, ...others]);
  const request = asked[service] as RawRequest;
  return caseOf(random.pick(forgeries)(request, { service, random, target }), "refused");
};

interface Forging {
  readonly service: string;
  readonly random: SeededRandom;
  readonly target: Target;
}

type Forge = (request: RawRequest, forging: Forging) => RawRequest;

const forgeries: readonly [Forge, ...Forge[]] = [
  (request, { target: { host } }) => ({ ...request, headers: { ...request.headers, host } }),
  forged((random, value) => headerSafe(hostileText(random) || value.slice(1))),
  forged((random, value) => value.replace(/.$/, random.pick(["", "0x", "g", "\u00e9", "Z"]))),
  forged((random, value) => flipped(value, random.between(value.length - 64, value.length - 1))),
  forged((random, value) => value.slice(0, random.between(0, value.length - 1))),
  forged((_, value) => value.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
  forged((_, value) => `${value}, ${value}`),
  forged((random, value) =>
    value.replace(/\/us-east-1\//, `/${headerSafe(random.pick(["eu-west-1", "", "*", "us-east-1/us-east-1"]))}/`),
  ),
  forged((random, value) =>
    value.replace(
      /\/(\w+)\/aws4_request/,
      `/${random.pick(["s3x", "__proto__", "constructor", "ec2", "", "a/b"])}/aws4_request`,
    ),
  ),
  forged((_, value) => value.replace("aws4_request", "aws4_requesT")),
  forged((random, value) =>
    value.replace(
      "Credential=test",
      `Credential=${random.pick(["", "TEST", "__proto__", "constructor", "test/test"])}`,
    ),
  ),
  forged((random, value) =>
    value.replace(
      /SignedHeaders=[^,]+/,
      `SignedHeaders=${random.pick(["", "host", ";;;", "host;host", "__proto__", "h".repeat(3_000)])}`,
    ),
  ),
  signedBy({ secretAccessKey: "wrong" }),
  signedBy({ accessKeyId: "AKIAUNKNOWN" }),
  (request, forging) =>
    signedAt(forging.random.pick([-86_400_000, -1_200_000, 1_200_000, 86_400_000 * 365]), request, forging),
  (request, forging) =>
    changed(
      request,
      forging,
      "x-amz-date",
      forging.random.pick(["", "20261124", "20261399T999999Z", "yesterday", "20261124T000000Z\u00e9"]),
    ),
  (request, forging) =>
    changed(
      request,
      forging,
      "x-amz-content-sha256",
      forging.random.pick(["", "UNSIGNED-PAYLOAD", "0".repeat(64), "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "\u00e9"]),
    ),
  (request, forging) => changed(request, forging, "host", "s3.amazonaws.com"),
  (request, forging) =>
    changed(request, forging, "x-amz-security-token", headerSafe(hostileText(forging.random)) || "token"),
  (request, forging) => ({ ...well(request, forging), query: `${request.query}&added=1` }),
  (request, forging) => ({ ...well(request, forging), method: request.method === "GET" ? "POST" : "GET" }),
  (request, forging) => ({ ...well(request, forging), path: `${request.path}x` }),
];

function well(request: RawRequest, { service, target: { host, now } }: Forging): RawRequest {
  return sign({ ...request, headers: { ...request.headers, host } }, { ...root, service, now });
}

function forged(forge: (random: SeededRandom, authorization: string) => string): Forge {
  return (request, forging) => {
    const signed = well(request, forging);
    return {
      ...signed,
      headers: { ...signed.headers, authorization: forge(forging.random, signed.headers["authorization"] ?? "") },
    };
  };
}

function signedBy(other: { readonly secretAccessKey: string } | { readonly accessKeyId: string }): Forge {
  return (request, { service, target: { host, now } }) =>
    sign({ ...request, headers: { ...request.headers, host } }, { ...root, ...other, service, now });
}

function signedAt(ahead: number, request: RawRequest, forging: Forging): RawRequest {
  return well(request, { ...forging, target: { ...forging.target, now: forging.target.now + ahead } });
}

function changed(request: RawRequest, forging: Forging, name: string, value: string): RawRequest {
  const signed = well(request, forging);
  return { ...signed, headers: { ...signed.headers, [name]: value } };
}

function flipped(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
}
