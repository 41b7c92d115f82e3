/**
 * How far a device is, from what it has reported with its status: `12 of 26 blocks`, `tests the new image`. AWS's agent
 * reports `receive` and `self_test`, Rust's `progress` and `self_test`.
 * @returns undefined for one that has reported neither
 */
export function progressInWords(details: Readonly<Record<string, string>>): string | undefined {
  const test = details["self_test"];
  if (test === "ready") return "has the image, restarts";
  if (test === "active") return "tests the new image";
  const [, received, total] = /^(\d+)\/(\d+)$/.exec(details["receive"] ?? details["progress"] ?? "") ?? [];
  return received === undefined ? undefined : `${received} of ${total} blocks`;
}
