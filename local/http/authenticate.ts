import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Clock } from "../clock.ts";
import type { AccessKeys } from "./access-keys.ts";
import { anonymous } from "./anonymous.ts";
import { lateness } from "./lateness.ts";
import { readBody } from "./read-body.ts";
import { isSignedByVersion2, readSignature } from "./read-signature.ts";
import type { AwsRefusal, Caller, ServiceRequest } from "./service.ts";
import { isSignedWith, type Signature, type SignedRequest, scopeOf, signingKey } from "./sigv4.ts";
import { unsignedAction } from "./unsigned-action.ts";

/** Who sent a request and what for, or why it is refused. `service` is known either way, so that it can word the refusal. */
export type Identity =
  | {
      readonly service: string;
      readonly region: string;
      readonly caller: Caller;
      readonly body: Readable;
      readonly chunkSigning: ServiceRequest["chunkSigning"] | undefined;
    }
  | { readonly service: string; readonly refusal: AwsRefusal };

const emptyHash = createHash("sha256").digest("hex");

/**
 * Checks a request's signature against the keys local AWS knows. It may be of the computer's time, by which clients sign,
 * or of local AWS's clock, by which functions do.
 */
export async function authenticate(
  request: SignedRequest,
  body: Readable,
  { keys, accountId, clock }: { keys: AccessKeys; accountId: string; clock: Clock | undefined },
): Promise<Identity> {
  if (isSignedByVersion2(request)) {
    const message = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
    return refuse("s3", "InvalidRequest", message, 400);
  }
  const signature = readSignature(request);
  if (signature === undefined) return identifyUnsigned(request, body);
  if ("malformed" in signature) return { service: "s3", refusal: signature.malformed };
  const isS3 = signature.service === "s3";
  const key = keys.find(signature.accessKeyId);
  if (!key || key.sessionToken !== signature.sessionToken) {
    return isS3
      ? refuse("s3", "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403)
      : refuse(
          signature.service,
          "UnrecognizedClientException",
          "The security token included in the request is invalid.",
          403,
        );
  }
  const late = lateness(signature, clock);
  if (late) return { service: signature.service, refusal: late };
  const unsigned = refusalOfUnsigned(request, signature);
  if (unsigned) return unsigned;

  const hashed = await hashOf(request, signature, body);
  if (!hashed) return refuse(signature.service, "RequestEntityTooLargeException", "Request is too large", 413);
  const secret = signingKey(key.secretAccessKey, signature);
  if (!isSignedWith(secret, signature, request, hashed.payloadHash)) {
    const message =
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.";
    return refuse(signature.service, isS3 ? "SignatureDoesNotMatch" : "InvalidSignatureException", message, 403);
  }
  return {
    service: signature.service,
    region: signature.region,
    caller: { accessKeyId: signature.accessKeyId, arn: key.arn, account: accountId },
    body: hashed.body,
    chunkSigning: hashed.payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
      ? { signingKey: secret, scope: scopeOf(signature), date: signature.date, seed: signature.value }
      : undefined,
  };
}

/**
 * Without a signature nothing names the service. S3 has requests that can do without; STS has two that are not played. What is posted to
 * the root is of other services, which do not play with strangers.
 */
async function identifyUnsigned(request: SignedRequest, body: Readable): Promise<Identity> {
  const { method, path, query, headers } = request;
  if (method === "OPTIONS" && headers.origin !== undefined) {
    return refuse("s3", "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", 403);
  }
  if (method === "POST" && headers["content-type"]?.startsWith("multipart/form-data")) {
    return refuse("s3", "NotImplemented", "Local AWS does not play s3:PostObject, which browsers upload by.", 501);
  }
  if (method !== "POST" || path !== "/" || query !== "") {
    return { service: "s3", region: "", caller: anonymous, body, chunkSigning: undefined };
  }
  const action = await unsignedAction(request, body);
  return action
    ? refuse("sts", "NotImplemented", `Local AWS does not play sts:${action}`, 501)
    : refuse("s3", "AccessDenied", "Access Denied", 403);
}

/** What S3 calls "headers present in the request which were not signed"; the other services ask for the host alone. */
function refusalOfUnsigned({ headers }: SignedRequest, { service, signedHeaders }: Signature): Identity | undefined {
  const isS3 = service === "s3";
  const mustBeSigned = (name: string) => name === "host" || (isS3 && name.startsWith("x-amz-"));
  const unsigned = Object.keys(headers).filter((name) => mustBeSigned(name) && !signedHeaders.includes(name));
  if (unsigned.length === 0) return undefined;
  return isS3
    ? refuse(service, "AccessDenied", "There were headers present in the request which were not signed", 403, {
        HeadersNotSigned: unsigned.join(", "),
      })
    : refuse(
        service,
        "InvalidSignatureException",
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        403,
      );
}

function refuse(
  service: string,
  name: string,
  message: string,
  status: number,
  fields: AwsRefusal["fields"] = {},
): Identity {
  return { service, refusal: { name, message, status, fields } };
}

/**
 * What the signature says of the body: the header's word for it (who reads the body checks it), else its digest. Nothing, when
 * it is too long to be digested.
 */
async function hashOf(
  { headers }: SignedRequest,
  signature: Signature,
  body: Readable,
): Promise<{ payloadHash: string; body: Readable } | undefined> {
  const stated = headers["x-amz-content-sha256"];
  if (typeof stated === "string") return { payloadHash: stated, body };
  if (signature.expiresInSeconds !== undefined) return { payloadHash: "UNSIGNED-PAYLOAD", body };
  const whole = await readBody(body);
  if (!whole) return undefined;
  if (whole.length === 0) return { payloadHash: emptyHash, body: Readable.from([]) };
  return { payloadHash: createHash("sha256").update(whole).digest("hex"), body: Readable.from([whole]) };
}
