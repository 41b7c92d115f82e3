import type { DeviceOutcome } from "./happenings.ts";
import { type Column, plainTable } from "./plain-table.ts";

const columns: readonly Column[] = [
  { head: "device" },
  { head: "from" },
  { head: "to" },
  { head: "signature" },
  { head: "blocks", align: "right" },
  { head: "time", align: "right" },
  { head: "sha-256 of its image" },
];

/** A row a device; the image's SHA-256 by its first 16 digits. Plain text. */
export function outcomeTable(outcomes: readonly DeviceOutcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.thingName,
    outcome.from ?? "unknown",
    outcome.to ?? "unknown",
    outcome.signatureChecked ? "checked" : "-",
    outcome.blocks,
    outcome.milliseconds === undefined ? "-" : `${(outcome.milliseconds / 1000).toFixed(1)} s`,
    outcome.sha256.slice(0, 16),
  ]);
  return plainTable(columns, rows).join("\n");
}
