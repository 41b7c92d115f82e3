import { deleteObject, putObject, readObject } from "../release-bucket.ts";

const key = "sweep/cursor.json";

/** Where the last sweep stopped because its time was up; undefined when it came to its end, or when nobody can tell. */
export async function readCursor(): Promise<string | undefined> {
  try {
    return (await readObject<{ after: string }>(key))?.value.after;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // nobody else writes here, but it must not stop every sweep
    throw error;
  }
}

/** Lets the next sweep go on behind a place, or begin with the oldest. Of two sweeps at once the later one has its way. */
export async function moveCursor(from: string | undefined, after: string | undefined): Promise<void> {
  if (after !== undefined) await putObject(key, { after });
  else if (from !== undefined) await deleteObject(key);
}
