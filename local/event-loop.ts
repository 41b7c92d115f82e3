/** Lets so many turns of the event loop pass: promises and immediates that are under way run, pipes that are full are read. */
export async function passTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
