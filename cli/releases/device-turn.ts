import { setTimeout as sleep } from "node:timers/promises";

const perSecond = 9; // AWS answers ten DescribeJobExecution a second, of the whole account
const second = 1_000; // milliseconds

const turns: number[] = [];

/** Resolves when the next device may be asked after: the first nine at once, and never more in a second. */
export async function deviceTurn(): Promise<void> {
  const now = performance.now();
  const earliest = turns.length < perSecond ? now : (turns.shift() ?? now) + second;
  const turn = Math.max(now, earliest);
  turns.push(turn);
  if (turn > now) await sleep(turn - now);
}
