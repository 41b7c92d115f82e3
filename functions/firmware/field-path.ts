import { printable } from "./printable.ts";

/** Where a field stands in a document: keys, and positions in lists. */
export type FieldPath = readonly (string | number)[];

/** A field's path as people write it: `files[1].signing.profile`; empty for the document itself. */
function fieldPath(path: FieldPath): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${printable(step)}`));
  return steps.join("").replace(/^\./, "");
}

/** What is wrong with a field, with its path before it: `files[1].fileId: 300 is not a whole number from 0 to 255`. */
export function fieldProblem(path: FieldPath, reason: string): string {
  return path.length === 0 ? reason : `${fieldPath(path)}: ${reason}`;
}
