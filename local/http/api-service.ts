import type { Caller, Service } from "./service.ts";

/** Who called an operation, and as which request. */
export interface Call {
  readonly requestId: string;
  readonly caller: Caller;
  readonly region: string;
}

/** An operation takes AWS's request type and returns AWS's response type; it throws `AwsError`. */
// biome-ignore lint/suspicious/noExplicitAny: each service's table gives its operations their own types
export type Operation = (request: any, call: Call) => unknown;

export type Operations = Readonly<Record<string, Operation>>;

/** A service whose requests and answers are those of an SDK client's schemas. */
export interface ApiService {
  readonly signingName: string;
  /** The SDK client's module: `import * as iot from "@aws-sdk/client-iot"`. Its operations and shapes are the protocol. */
  readonly sdk: object;
  readonly protocol: "restJson1" | "awsJson1.0" | "awsJson1.1";
  /** The name of `constraints/<name>.json`: lengths, patterns and enums of botocore's service model. */
  readonly constraints: string;
  /** The error a request that breaks a constraint is answered with. */
  readonly validationError: string;
  readonly operations: Operations;
}

/** Makes a service of a table of operations. What the table lacks answers 501 `NotImplemented`, by name. */
export declare function apiService(service: ApiService): Service;
