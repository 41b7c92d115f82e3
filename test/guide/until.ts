import { setTimeout as sleep } from "node:timers/promises";

const patience = 30_000; // milliseconds
const betweenLooks = 200;

/**
 * Looks again and again until `look` finds something, and gives it.
 * @throws Error that says what was not found in 30 seconds; whatever `look` throws
 */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined> | Found | undefined,
): Promise<Found> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${patience / 1000} s: ${what}`);
    await sleep(betweenLooks);
  }
}
