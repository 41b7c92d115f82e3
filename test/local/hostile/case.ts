import type { RawMessage } from "../../support/raw-connection.ts";
import { bytesOf, type RawRequest, sign } from "../../support/raw-request.ts";
import type { SeededRandom } from "../../support/seeded-random.ts";

/** What hostile requests are made of beside chance. */
export interface Target {
  /** `127.0.0.1:4566`. */
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What exists, by the ends of the names that AWS's members have for it, in lower case: `bucket`, `queueurl`. */
  readonly names: ReadonlyMap<string, string>;
}

/** One request, or what is to pass for one. */
export interface HostileCase extends RawMessage {
  /**
   * What has to come of it: `answered` when it is a whole request, `refused` when nobody may do that, so that it is answered
   * with 4xx or 501; `any` when the server may as well end the connection.
   */
  readonly expected: "answered" | "refused" | "any";
}

/** A kind of hostility: makes a case of chance. */
export type HostileKind = (random: SeededRandom, target: Target) => HostileCase;

/** A request that is well signed by the account's root: what is hostile about it gets past the signature. */
export function signedCase(
  request: RawRequest,
  service: string,
  { host, now }: Target,
  payloadHash?: string,
): HostileCase {
  const headers = { ...request.headers, host };
  return caseOf(sign({ ...request, headers }, { ...root, service, now }, payloadHash), "answered");
}

export function caseOf(request: RawRequest, expected: HostileCase["expected"]): HostileCase {
  return { bytes: bytesOf(request), method: request.method, expected };
}

/** Whose key it is, and where. */
export const root = { region: "us-east-1", accessKeyId: "test", secretAccessKey: "test" };
