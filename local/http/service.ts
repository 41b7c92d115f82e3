import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Permission } from "./authorize.ts";

/** Who sent a request: whose key signed it, or nobody known. */
export interface Caller {
  /** Empty without a signature. */
  readonly accessKeyId: string;
  /** `arn:aws:iam::123456789012:root`, or the session of a role; `anonymous` without a signature. */
  readonly arn: string;
  readonly account: string;
}

/** A request whose signature has been checked, where it has one. Only S3 is sent those that have none. */
export interface ServiceRequest {
  /** The answer's `x-amzn-requestid`. */
  readonly id: string;
  readonly method: string;
  /** As it was sent: percent-encoded, `..` and empty segments kept. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  readonly caller: Caller;
  /** For which it was signed; empty where it was not. */
  readonly region: string;
  /**
   * The service says by AWS's name which operation is asked for, and with what input, as soon as it knows and before it does any
   * of it. Rejects with the AwsError the request is to be answered with; never settles when the operation is not to happen and nothing is
   * to be answered.
   */
  readonly begin: (operation: string, input: unknown) => Promise<void>;
  /** Asks whether the caller may do something that only the operation itself knows of. @throws AwsError when not */
  readonly authorize: (permission: Permission) => void;
  /** What the body's chunks are signed with, when `x-amz-content-sha256` is `STREAMING-AWS4-HMAC-SHA256-PAYLOAD…`. */
  readonly chunkSigning?: {
    readonly signingKey: KeyObject | Buffer;
    readonly scope: string;
    readonly date: string;
    readonly seed: string;
  };
}

export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  /** A mistake of ours, when that is what the answer is about. It is not sent. */
  readonly bug?: unknown;
}

/** One AWS service behind the front: chosen by the name in the signature's credential scope. */
export interface Service {
  /** `s3`, `iot`, `signer`, `states`, …: the service in `Credential=AKID/20260101/us-east-1/<here>/aws4_request`. */
  readonly signingName: string;
  /** The operations it plays, by AWS's names. */
  readonly operations: readonly string[];
  handle(request: ServiceRequest): Promise<ServiceResponse>;
  /** How this service words a request that fails before it (bad signature, unknown key). */
  refuse(error: AwsRefusal, request: { id: string; path: string }): ServiceResponse;
}

/** A failure as AWS reports it, whatever the protocol. */
export interface AwsRefusal {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  /** What S3's XML says beside. */
  readonly fields?: Readonly<Record<string, unknown>>;
}
