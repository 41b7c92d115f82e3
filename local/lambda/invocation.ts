/** The largest event and the largest result of an invocation that is waited for: 6 MB and the 100 bytes AWS allows on top, in bytes. */
export const largestPayload = 6 * 1024 * 1024 + 100;

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** What the caller's client says about itself, in JSON. */
  readonly clientContext?: string | undefined;
}

/** What became of an invocation. */
export interface Outcome {
  readonly ok: boolean;
  /** The function's result; or, when it failed, what Lambda says about that: `{ errorType, errorMessage, trace? }`. */
  readonly json: string;
  /** What was written meanwhile, a line each: `START`, the function's own, `END`, `REPORT`. */
  readonly log: readonly string[];
  /** Milliseconds the function ran. */
  readonly duration: number;
}

/** How Lambda reports a failure that the runtime did not report itself. */
export function failureJson(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}

/** A failure, as whoever invoked the function learns of it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, a line each. */
  readonly trace?: string[];
}

/** Reads a failure. What a runtime left out is the text it is read from. */
export function functionError(json: string): FunctionError {
  const { errorType, errorMessage, trace } = parsed(json);
  return {
    errorType: typeof errorType === "string" ? errorType : "Unknown",
    errorMessage: typeof errorMessage === "string" ? errorMessage : json,
    ...(Array.isArray(trace) ? { trace: trace.map(String) } : {}),
  };
}

function parsed(json: string): { errorType?: unknown; errorMessage?: unknown; trace?: unknown } {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}
