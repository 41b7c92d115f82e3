import { deleteObject, putObject, readObject } from "../release-bucket.ts";

const key = "sweep/cursor.json";

/** Where the last sweep stopped because its time was up; undefined when it came to its end. */
export async function readCursor(): Promise<string | undefined> {
  return (await readObject<{ after: string }>(key))?.value.after;
}

/** Lets the next sweep go on behind a place, or begin with the oldest. Of two sweeps at once the later one has its way. */
export async function moveCursor(from: string | undefined, after: string | undefined): Promise<void> {
  if (after !== undefined) await putObject(key, { after });
  else if (from !== undefined) await deleteObject(key);
}
