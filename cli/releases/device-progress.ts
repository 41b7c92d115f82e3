/** How much of an image a device has. */
export interface BlockCount {
  readonly received: number;
  readonly total: number;
}

/**
 * How many blocks a device has, from what it has reported with its status: AWS's agent as `receive`, Rust's as `progress`.
 * @returns undefined for one that has reported neither
 */
export function blocksOf(details: Readonly<Record<string, string>>): BlockCount | undefined {
  const [, received, total] = /^(\d{1,9})\/(\d{1,9})$/.exec(details["receive"] ?? details["progress"] ?? "") ?? [];
  return received === undefined ? undefined : { received: Number(received), total: Number(total) };
}

/**
 * How far a device is, from what it has reported with its status: `12 of 26 blocks`, `tests the new image`.
 * @returns undefined for one that has reported nothing of the kind
 */
export function progressInWords(details: Readonly<Record<string, string>>): string | undefined {
  const test = details["self_test"];
  if (test === "ready") return "has the image, restarts";
  if (test === "active") return "tests the new image";
  const blocks = blocksOf(details);
  return blocks && `${blocks.received} of ${blocks.total} blocks`;
}
