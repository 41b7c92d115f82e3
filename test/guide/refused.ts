import assert from "node:assert/strict";
import { refusal } from "./aws-cli.ts";
import type { Guide } from "./guide.ts";

/** Asks what is to be refused, as a step, and looks at AWS's code and words. Without a code, the CLI itself is to refuse it. */
export async function isRefused(
  { step }: Guide,
  what: string,
  code: string | undefined,
  words: RegExp,
  ask: () => Promise<unknown>,
): Promise<void> {
  await step(
    `refused: ${what}`,
    async () => {
      const refused = await refusal(ask());
      assert.equal(refused.code, code, refused.said);
      assert.match(refused.said, words);
      return refused;
    },
    (refused) => [refused.code, refused.said.replaceAll(/\s+/g, " ")].filter(Boolean).join(": "),
  );
}
