import { describe, expect, it } from "vitest";
import { serve } from "../../support/local-service.ts";
import { playedServices } from "../../support/played-services.ts";
import { rawConnection } from "../../support/raw-connection.ts";
import { bytesOf, type RawRequest, type Signer, sign } from "../../support/raw-request.ts";

const services = playedServices();
const minute = 60_000;
const form = { "content-type": "application/x-www-form-urlencoded" };

/** A request to a service, signed, with what a test does to it before and after. */
interface Attempt {
  readonly signer?: Partial<Signer>;
  readonly payloadHash?: string;
  readonly signsHost?: boolean;
  tamper?(signed: RawRequest): RawRequest;
}

async function attempt(
  service: string,
  { signer, payloadHash, signsHost = true, tamper = (signed) => signed }: Attempt,
) {
  const { endpoint, region, credentials } = await serve(...services);
  const { host, port } = new URL(endpoint);
  const headers = { ...form, ...(signsHost ? { host } : {}) };
  const request = { method: "POST", path: "/", query: "", headers, body: Buffer.from("Action=Any") };
  const signed = sign(request, { service, region, ...credentials, now: Date.now(), ...signer }, payloadHash);
  const connection = rawConnection(Number(port), 5_000);
  const answer = await connection.send({ bytes: bytesOf(tamper({ ...signed, headers: { host, ...signed.headers } })) });
  connection.close();
  if (typeof answer === "string") throw new Error(`The connection was ${answer}`);
  const { status, body } = answer;
  const name =
    answer.headers.get("x-amzn-errortype") ?? /"__type":"(\w+)"|<Code>(\w+)</.exec(body)?.slice(1).find(Boolean);
  return { status, name };
}

const query = ["cloudformation", "iam", "sns", "sts"];

/** What each style calls it: S3, forms, JSON. */
function named(service: string, s3: string, form: string, json: string): string {
  return service === "s3" ? s3 : query.includes(service) ? form : json;
}

const tampered: readonly [what: string, attempt: Attempt][] = [
  ["by a wrong secret", { signer: { secretAccessKey: "wrong" } }],
  ["for another region, and said to be for this one", relabelled("us-east-1", "eu-west-1")],
  [
    "of another second",
    { tamper: changedHeader("x-amz-date", (date) => `${date.slice(0, 14)}${date[14] === "0" ? 1 : 0}Z`) },
  ],
  ["of another path", { tamper: (signed) => ({ ...signed, path: "/other" }) }],
  ["of another query", { tamper: (signed) => ({ ...signed, query: "other=1" }) }],
  ["of another method", { tamper: (signed) => ({ ...signed, method: "PUT" }) }],
  ["of another host", { tamper: changedHeader("host", () => "127.0.0.2") }],
  [
    "of headers that were not sent",
    { tamper: changedHeader("authorization", (text) => text.replace("host;", "host;__proto__;")) },
  ],
];

describe.each(services.map(({ signingName }) => signingName))("%s", (service) => {
  it.each(tampered)("refuses a signature %s", async (_, how) => {
    const name = named(service, "SignatureDoesNotMatch", "SignatureDoesNotMatch", "InvalidSignatureException");
    expect(await attempt(service, how)).toEqual({ status: 403, name });
  });

  it("refuses a signature that does not say for which host", async () => {
    const name = named(service, "AccessDenied", "SignatureDoesNotMatch", "InvalidSignatureException");
    expect(await attempt(service, { signsHost: false })).toEqual({ status: 403, name });
  });

  it.runIf(service === "s3")("refuses one of S3's own headers that was not signed", async () => {
    const tamper = changedHeader("x-amz-meta-owner", () => "somebody else");
    expect(await attempt(service, { tamper })).toEqual({ status: 403, name: "AccessDenied" });
  });

  it("refuses a signature by a key that nobody has", async () => {
    const name = named(service, "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException");
    expect(await attempt(service, { signer: { accessKeyId: "AKIAUNKNOWN" } })).toEqual({ status: 403, name });
  });

  it.each([-16 * minute, 16 * minute])("refuses a signature of %d milliseconds from now", async (ahead) => {
    const name = named(service, "RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException");
    expect(await attempt(service, { signer: { now: Date.now() + ahead } })).toEqual({ status: 403, name });
  });

  it.skipIf(service === "s3").each([
    [
      "that is not the one that was signed",
      { tamper: (signed: RawRequest) => ({ ...signed, body: Buffer.from("Action=All") }) },
    ],
    ["that was not signed", { payloadHash: "UNSIGNED-PAYLOAD" }],
  ])("refuses a body %s", async (_, how) => {
    const name = named(service, "", "SignatureDoesNotMatch", "InvalidSignatureException");
    expect(await attempt(service, how)).toEqual({ status: 403, name });
  });
});

function relabelled(said: string, meant: string): Attempt {
  return {
    signer: { region: meant },
    tamper: changedHeader("authorization", (text) => text.replace(`/${meant}/`, `/${said}/`)),
  };
}

function changedHeader(name: string, change: (value: string) => string): (signed: RawRequest) => RawRequest {
  return (signed) => ({ ...signed, headers: { ...signed.headers, [name]: change(signed.headers[name] ?? "") } });
}
