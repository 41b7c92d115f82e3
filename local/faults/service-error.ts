import type { ErrorFault } from "./rule.ts";

/** What a service answers for a fault, in AWS's name and words. */
export interface ServiceError {
  readonly name: string;
  /** HTTP's. */
  readonly status: number;
  /** `{caller}` and `{action}` stand for the ARN of who calls and for what: `iot:CreateStream`. */
  readonly message: string;
  /** The operations that can answer it. */
  readonly operations: RegExp;
}

/** The first that an operation can answer counts; without any, it cannot fail so. */
export type ServiceErrors = Readonly<Record<ErrorFault, readonly ServiceError[]>>;
