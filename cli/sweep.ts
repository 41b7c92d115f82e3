import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** Something of a release, and why it goes or stays. */
export interface SweptThing {
  /** A release id; `AFR_OTA-*` for streams that no release names. */
  readonly release: string;
  /** `job/AFR_OTA-thermostat-1_4_0-3c9bb594` */
  readonly what: string;
  readonly why: string;
}

/** What the stack's sweeper answers. */
export interface Sweep {
  readonly dryRun: boolean;
  /** At how many releases and places it looked. */
  readonly looked: number;
  readonly swept: readonly SweptThing[];
  /** What stays for the next time. */
  readonly left: readonly SweptThing[];
  /** Where its time was up; the next sweep goes on there. */
  readonly stoppedAfter?: string;
}

const longestSweep = 310_000; // milliseconds: the function's five minutes, and its start

/**
 * Has the stack's sweeper sweep now, as its schedule does every quarter of an hour, and waits for its answer.
 * @throws Error with the function's own name and words when it fails
 */
export async function sweepNow(functionName: string, { dryRun }: { dryRun: boolean }): Promise<Sweep> {
  // One attempt: a second one would sweep beside the first, which goes on although nobody listens.
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: longestSweep },
  });
  const request = { FunctionName: functionName, Payload: JSON.stringify({ dryRun }) };
  const { Payload, FunctionError } = await client.send(new InvokeCommand(request));
  const answer = JSON.parse(Payload?.transformToString() || "null");
  if (FunctionError) throw new Error(`The sweeper failed: ${answer?.errorType}: ${answer?.errorMessage}`);
  return answer;
}
