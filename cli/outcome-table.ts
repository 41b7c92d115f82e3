import Table from "cli-table3";
import type { DeviceOutcome } from "./happenings.ts";

const noLines = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid"])
    .map((line) => [line, ""]),
);

/** A row a device; the image's SHA-256 by its first 16 digits. Plain text, without colours or lines. */
export function outcomeTable(outcomes: readonly DeviceOutcome[]): string {
  const table = new Table({
    head: ["device", "from", "to", "signature", "blocks", "time", "sha-256 of its image"],
    colAligns: ["left", "left", "left", "left", "right", "right", "left"],
    chars: { ...noLines, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const outcome of outcomes) {
    table.push([
      outcome.thingName,
      outcome.from ?? "unknown",
      outcome.to ?? "unknown",
      outcome.signatureChecked ? "checked" : "-",
      outcome.blocks,
      outcome.milliseconds === undefined ? "-" : `${(outcome.milliseconds / 1000).toFixed(1)} s`,
      outcome.sha256.slice(0, 16),
    ]);
  }
  return table.toString().replace(/ +$/gm, "");
}
