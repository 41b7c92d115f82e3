import { createHash } from "node:crypto";
import { scopeOf, signatureOf, signingKey } from "../../local/http/sigv4.ts";

/** A request as it goes over the wire, whatever is wrong with it. */
export interface RawRequest {
  readonly method: string;
  /** Percent-encoded, or not. */
  readonly path: string;
  /** Without `?`; empty for none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a request is signed with. */
export interface Signer {
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Signs a request, so that the service sees what it brings. By the server's own arithmetic, which the SDKs' clients check elsewhere: of a
 * hostile path theirs would make a tame one first.
 * @param payloadHash what the signature says of the body; its digest by default
 */
export function sign(request: RawRequest, signer: Signer, payloadHash: string = sha256(request.body)): RawRequest {
  const date = dateOf(signer.now);
  const headers: Record<string, string> = {
    ...request.headers,
    "x-amz-date": date,
    "x-amz-content-sha256": payloadHash,
  };
  const signing = {
    day: date.slice(0, 8),
    region: signer.region,
    service: signer.service,
    date,
    signedHeaders: Object.keys(headers).sort(),
  };
  const key = signingKey(signer.secretAccessKey, signing);
  const signature = signatureOf(key, signing, { ...request, headers }, payloadHash).toString("hex");
  const credential = `${signer.accessKeyId}/${scopeOf(signing)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signing.signedHeaders.join(";")}, Signature=${signature}`;
  return { ...request, headers: { ...headers, authorization } };
}

/** `20260101T120000Z`. */
export function dateOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** The request as bytes; its length is told unless its headers frame the body otherwise. */
export function bytesOf({ method, path, query, headers, body }: RawRequest): Buffer {
  const isFramed = "content-length" in headers || "transfer-encoding" in headers;
  const framed = isFramed ? headers : { ...headers, "content-length": String(body.length) };
  const lines = Object.entries(framed).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${path}${query === "" ? "" : `?${query}`} HTTP/1.1\r\n${lines.join("")}\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
