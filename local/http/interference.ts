import type { Caller } from "./service.ts";

/** A call of an operation, known before anything of it is done. */
export interface OperationCall {
  /** The service's signing name. */
  readonly service: string;
  readonly operation: string;
  /** In AWS's own type, before anything of it is checked. */
  readonly input: unknown;
  readonly caller: Caller;
}

/** What is still to happen once the operation has: rejects when its answer must not be sent; the connection is then broken. */
export type Aftermath = () => Promise<void>;

/**
 * What may come between a request and its operation, or between the operation and its answer. Rejects with the AwsError to
 * answer with; never settles when the operation must not happen and nothing be answered.
 */
export type Interference = (call: OperationCall) => Promise<Aftermath | undefined>;
