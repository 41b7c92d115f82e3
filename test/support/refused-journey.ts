import { expect } from "vitest";
import { type Journey, noticesOf } from "./journey.ts";
import type { Pipeline } from "./local-aws.ts";

/**
 * Looks that an execution was refused by this name and in these words, with nothing made, and that people are told.
 * @param cause its words, or what matches them
 */
export async function expectRefused(
  pipeline: Pipeline,
  journey: Journey,
  error: string,
  cause: unknown,
): Promise<void> {
  expect(journey).toEqual({
    id: journey.id,
    status: "FAILED",
    error,
    cause,
    output: null,
    states: ["Describe Release", "Release Refused"],
    changes: [`+ execution ${journey.id} FAILED`],
  });
  const [notice = ""] = await noticesOf(pipeline, journey.id);
  const [sentence, details = ""] = notice.split("\n");
  expect(sentence).toBe(`"Release ${journey.id} failed (FAILED) by ${error}. ota status ${journey.id} tells why."`);
  expect(JSON.parse(JSON.parse(details))).toMatchObject({ errorType: error, errorMessage: cause });
}
