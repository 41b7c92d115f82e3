/** How an invocation went. Times in milliseconds. */
export interface InvocationReport {
  readonly requestId: string;
  /** When it ended, milliseconds since 1970. */
  readonly time: number;
  readonly duration: number;
  /** Of the sandbox, when it was started for this invocation. */
  readonly initDuration: number | undefined;
  /** The function's, in MB. */
  readonly memorySize: number;
  /** MB; unknown when the runtime did not live to tell. */
  readonly memoryUsed: number | undefined;
  /** `failure`: the function reported an error. `error`: its process ended. */
  readonly status: "success" | "failure" | "error" | "timeout";
  /** Of an `error` or a `timeout`, and what is said about it. */
  readonly errorType?: string;
  readonly message?: string;
}

/** What Lambda itself writes around a function's own lines. */
export interface InvocationLog {
  start(requestId: string, time: number): string[];
  end(report: InvocationReport): string[];
}

const text: InvocationLog = {
  start: (requestId) => [`START RequestId: ${requestId} Version: $LATEST`],
  end(report) {
    const parts = [
      `REPORT RequestId: ${report.requestId}`,
      `Duration: ${report.duration.toFixed(2)} ms`,
      `Billed Duration: ${billed(report)} ms`,
      `Memory Size: ${report.memorySize} MB`,
    ];
    if (report.memoryUsed !== undefined) parts.push(`Max Memory Used: ${report.memoryUsed} MB`);
    if (report.initDuration !== undefined) parts.push(`Init Duration: ${report.initDuration.toFixed(2)} ms`);
    if (report.status === "timeout") parts.push("Status: timeout");
    if (report.status === "error") parts.push("Status: error", `Error Type: ${report.errorType}`);
    const message = report.message === undefined ? [] : [`${new Date(report.time).toISOString()} ${report.message}`];
    return [...message, `END RequestId: ${report.requestId}`, `${parts.join("\t")}\t`];
  },
};

const json: InvocationLog = {
  start: (requestId, time) => [platformEvent(time, "platform.start", { requestId, version: "$LATEST" })],
  end: (report) => [
    platformEvent(report.time, "platform.report", {
      requestId: report.requestId,
      metrics: {
        durationMs: Number(report.duration.toFixed(3)),
        billedDurationMs: billed(report),
        memorySizeMB: report.memorySize,
        maxMemoryUsedMB: report.memoryUsed,
        initDurationMs: report.initDuration === undefined ? undefined : Number(report.initDuration.toFixed(3)),
      },
      status: report.status,
      errorType: report.errorType,
    }),
  ],
};

/** By the function's log format: lines divided by tabs, or the platform events of the Telemetry API that Lambda logs at its level INFO. */
export const invocationLogs: Readonly<Record<"Text" | "JSON", InvocationLog>> = { Text: text, JSON: json };

function billed({ duration, initDuration = 0 }: InvocationReport): number {
  return Math.ceil(duration + initDuration);
}

function platformEvent(time: number, type: string, record: object): string {
  return JSON.stringify({ time: new Date(time).toISOString(), type, record });
}

/** The last 4 KB of an invocation's lines, in base64: `LogResult`. */
export function logTail(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""))
    .subarray(-4096)
    .toString("base64");
}
