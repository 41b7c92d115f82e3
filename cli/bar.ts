import { styleText } from "node:util";

/** A bar as wide as said, filled as far as the part is of the whole. Nothing of nothing is empty. */
export function bar(part: number, whole: number, width: number): string {
  const full = whole === 0 ? 0 : Math.floor((Math.min(part, whole) / whole) * width);
  return "█".repeat(full) + styleText("dim", "░".repeat(width - full));
}
