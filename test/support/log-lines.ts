import { logger } from "../../functions/aws/logger.ts";

/** What the functions log from now on, in this file's tests: parsed, and not on the terminal. */
export function logLines(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const { console } = logger as unknown as { console: Record<"info" | "warn" | "error", (line: string) => void> };
  for (const level of ["info", "warn", "error"] as const) console[level] = (line) => lines.push(JSON.parse(line));
  return lines;
}
