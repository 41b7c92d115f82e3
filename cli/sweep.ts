import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { SweepReport } from "../functions/firmware/sweep.ts";

/** The sweeper itself failed. The message has its own name and words. */
export class SweeperFailedError extends Error {
  override readonly name = "SweeperFailedError";
}

const longestSweep = 310_000; // milliseconds: the function's five minutes, and its start

/**
 * Has the stack's sweeper sweep now, as its schedule does every quarter of an hour, and waits for its answer.
 * @throws SweeperFailedError
 */
export async function sweepNow(functionName: string, { dryRun }: { dryRun: boolean }): Promise<SweepReport> {
  // One attempt: a second one would sweep beside the first, which goes on although nobody listens.
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: longestSweep },
  });
  const request = { FunctionName: functionName, Payload: JSON.stringify({ dryRun }) };
  const { Payload, FunctionError } = await client.send(new InvokeCommand(request));
  const answer = JSON.parse(Payload?.transformToString() || "null");
  if (FunctionError) throw new SweeperFailedError(`The sweeper failed: ${answer?.errorType}: ${answer?.errorMessage}`);
  return answer;
}
