import { createInterface } from "node:readline/promises";
import { UsageError } from "./usage-error.ts";

/** Somebody was asked, and said no. */
export class NotConfirmedError extends Error {
  override readonly name = "NotConfirmedError";
}

/**
 * Asks on the terminal whether to go on with something that cannot be undone.
 * @returns whether the answer is yes
 * @throws UsageError where nobody can be asked
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError("There is no terminal to ask on, and nothing was done. If you mean it, say --yes");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve(""))); // Ctrl-C and Ctrl-D are no yes
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/**
 * Asks, unless `--yes` has said so already.
 * @throws NotConfirmedError; UsageError where nobody can be asked
 */
export async function confirm(question: string, isSaid: boolean): Promise<void> {
  if (!isSaid && !(await confirmed(question))) throw new NotConfirmedError("Nothing was done");
}
