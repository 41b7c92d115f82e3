import type { AwsRefusal } from "./service.ts";
import { algorithm, headerOf, type Signature, type SignedRequest } from "./sigv4.ts";

/** A signature that cannot be read, and how S3 says so. */
export interface MalformedSignature {
  readonly malformed: AwsRefusal;
}

/** What header and query say each in its own way. */
interface Stated {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly value: string;
  readonly date: string;
  readonly sessionToken: string | undefined;
  readonly expiresInSeconds?: number;
}

const longestExpiry = 604_800;
const queryParameters = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
] as const;

/** Reads a request's signature; undefined when it carries none. */
export function readSignature({ headers, query }: SignedRequest): Signature | MalformedSignature | undefined {
  const parameters = new URLSearchParams(query);
  if (["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"].some((name) => parameters.has(name))) {
    return fromQuery(parameters);
  }
  const authorization = headers.authorization;
  if (authorization === undefined) return undefined;
  const found = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    authorization.trim(),
  );
  if (!found) return malformedHeader("expecting AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature.");
  const [, credential = "", signedHeaders = "", value = ""] = found;
  const date = headerOf(headers, "x-amz-date") ?? "";
  const sessionToken = headerOf(headers, "x-amz-security-token");
  return assemble({ credential, signedHeaders, value, date, sessionToken }, malformedHeader);
}

/** Whether it is signed as before 2014, as version 1 of the AWS CLI still presigns: AWS takes that of old buckets only. */
export function isSignedByVersion2({ headers, query }: SignedRequest): boolean {
  return /^AWS /.test(headers.authorization ?? "") || /(^|&)AWSAccessKeyId=/.test(query);
}

function fromQuery(parameters: URLSearchParams): Signature | MalformedSignature {
  if (!queryParameters.every((name) => parameters.get(name))) {
    const [last, ...others] = queryParameters.toReversed();
    const names = `${others.reverse().join(", ")}, and ${last}`;
    return malformedQuery(`Query-string authentication version 4 requires the ${names} parameters.`);
  }
  const stated = (name: string) => parameters.get(name) ?? "";
  if (stated("X-Amz-Algorithm") !== algorithm) return malformedQuery(`X-Amz-Algorithm only supports "${algorithm}"`);
  const expires = Number(stated("X-Amz-Expires"));
  if (!Number.isInteger(expires)) return malformedQuery("X-Amz-Expires should be a number");
  if (expires < 0) return malformedQuery("X-Amz-Expires must be non-negative");
  if (expires > longestExpiry) {
    const limit = `that is, the given X-Amz-Expires must be less than ${longestExpiry} seconds`;
    return malformedQuery(`X-Amz-Expires must be less than a week (in seconds); ${limit}`);
  }
  const signature: Stated = {
    credential: stated("X-Amz-Credential"),
    signedHeaders: stated("X-Amz-SignedHeaders"),
    value: stated("X-Amz-Signature"),
    date: stated("X-Amz-Date"),
    sessionToken: parameters.get("X-Amz-Security-Token") ?? undefined,
    expiresInSeconds: expires,
  };
  return assemble(signature, malformedQuery, "Error parsing the X-Amz-Credential parameter; ");
}

function assemble(
  { credential, signedHeaders, ...stated }: Stated,
  malformed: (why: string) => MalformedSignature,
  where = "",
): Signature | MalformedSignature {
  const [accessKeyId, day, region, service, terminator, ...more] = credential.split("/");
  if (!accessKeyId || !day || !region || !service || terminator !== "aws4_request" || more.length > 0) {
    const expected = `expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`;
    return malformed(`${where}the Credential is mal-formed; ${expected}`);
  }
  const { date, expiresInSeconds } = stated;
  if (!/^\d{8}T\d{6}Z$/.test(date)) {
    return malformed(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  }
  if (date.slice(0, 8) !== day) {
    const found = date.slice(0, 8);
    return malformed(`Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${found}".`);
  }
  return { ...stated, accessKeyId, day, region, service, expiresInSeconds, signedHeaders: signedHeaders.split(";") };
}

function malformedQuery(message: string): MalformedSignature {
  return { malformed: { name: "AuthorizationQueryParametersError", message, status: 400 } };
}

function malformedHeader(why: string): MalformedSignature {
  const message = `The authorization header is malformed; ${why}`;
  return { malformed: { name: "AuthorizationHeaderMalformed", message, status: 400 } };
}
