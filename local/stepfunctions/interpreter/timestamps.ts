import type { Json } from "../json.ts";

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A time in ISO 8601's extended form with an offset, as a Wait or a Choice takes it: `2026-01-01T12:00:00Z`. */
export function isTimestamp(value: Json): value is string {
  return typeof value === "string" && pattern.test(value) && !Number.isNaN(Date.parse(value));
}
