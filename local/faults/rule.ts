/** What AWS may answer instead of doing what it was asked to. */
export type ErrorFault = "throttle" | "server-error" | "denied" | "invalid" | "conflict" | "not-found" | "limit";

/**
 * What can befall a call otherwise. `lost-answer`: all is done, then the connection breaks. `hang`: nothing is done, and
 * nothing ever answered. `kill-before`, `kill-after`: the process of the Lambda function that calls is killed, with nothing
 * done or all of it.
 */
export type Mishap = "lost-answer" | "hang" | "kill-before" | "kill-after";

export type Fault = ErrorFault | Mishap;

const errors: readonly ErrorFault[] = [
  "throttle",
  "server-error",
  "denied",
  "invalid",
  "conflict",
  "not-found",
  "limit",
];

export const faults: readonly Fault[] = [...errors, "lost-answer", "hang", "kill-before", "kill-after"];

export function isError(fault: Fault): fault is ErrorFault {
  return errors.some((error) => error === fault);
}

/** Which calls go wrong, and how. */
export interface FaultRule {
  /** The service as requests are signed for it: `iot`, `signer`, `s3`, `states`. */
  readonly service: string;
  /** By AWS's name: `CreateStream`. */
  readonly operation: string;
  /**
   * Which of the calls it is about, counted from 1 since the rule was made: `1` (the default), `1-3`, or `2-` for all from the
   * second on. An SDK that tries again makes another call.
   */
  readonly calls?: string;
  /** Only calls by this Lambda function: its name, or its logical id in the template. */
  readonly caller?: string;
  readonly fault: Fault;
}

/** Says by name what is wrong with a rule. */
export class FaultRuleError extends Error {
  override readonly name = "FaultRuleError";
}
