import type { Account } from "../account.ts";
import type { Clock } from "../clock.ts";
import type { AccessKeys, SessionCredentials } from "./access-keys.ts";
import { algorithm, scopeOf, signatureOf, signingKey } from "./sigv4.ts";

/** A request that whoever holds its URL may make. */
export interface UrlToPresign {
  /** GET, unless told. */
  readonly method?: "GET" | "PUT";
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  /** Percent-encoded, as it is to be sent. */
  readonly path: string;
  /** Without `?`, percent-encoded; empty for none. */
  readonly query: string;
  readonly region: string;
  readonly service: string;
  readonly credentials: Pick<SessionCredentials, "accessKeyId" | "secretAccessKey"> & { sessionToken?: string };
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  readonly expiresInSec: number;
}

/** What whoever makes such URLs for others is handed. */
export interface Presigning {
  readonly account: Account;
  readonly clock: Clock;
  readonly keys: Pick<AccessKeys, "issue">;
  /** `http://127.0.0.1:4566`: asked for when a URL is made. */
  endpoint(): string;
}

/**
 * Signs a request in its URL's query ("Authenticating Requests: Using Query Parameters" in the S3 API Reference): only the
 * host is signed with it, so that a device may ask for any range of bytes.
 */
export function presignedUrl(url: UrlToPresign): string {
  const { method = "GET", endpoint, path, query, region, service, credentials, signedAt, expiresInSec } = url;
  const date = `${new Date(signedAt).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const signing = { day: date.slice(0, 8), region, service, date, signedHeaders: ["host"] };
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ["X-Amz-Algorithm", algorithm],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${scopeOf(signing)}`],
    ["X-Amz-Date", date],
    ["X-Amz-Expires", String(expiresInSec)],
    ["X-Amz-Security-Token", credentials.sessionToken],
    ["X-Amz-SignedHeaders", "host"],
  ];
  const signed = [query, ...parameters.map(([name, value]) => value && `${name}=${encodeURIComponent(value)}`)]
    .filter(Boolean)
    .join("&");
  const key = signingKey(credentials.secretAccessKey, signing);
  const request = { method, path, query: signed, headers: { host: new URL(endpoint).host } };
  const signature = signatureOf(key, signing, request, "UNSIGNED-PAYLOAD").toString("hex");
  return `${endpoint}${path}?${signed}&X-Amz-Signature=${signature}`;
}
