import { setTimeout as sleep } from "node:timers/promises";
import { unlessAborted } from "../../local/unless-aborted.ts";
import { brokenOutput, Interrupted, interruption } from "../interruption.ts";
import { followCommand } from "../pipeline/follow-command.ts";
import type { PipelineOptions } from "../pipeline/open-pipeline.ts";
import { followRelease, type Look } from "./follow-release.ts";
import { openFollowingOutput } from "./following-output.ts";
import type { ReleaseReport } from "./look-at-release.ts";

/** What to follow, and as what to show it. */
export interface FollowOptions {
  readonly stateMachineArn: string;
  /** How the pipeline was named, for whoever follows the release again. */
  readonly pipeline: PipelineOptions;
  /** Whether to show also the steps of the workflow that are past. */
  readonly fromStart: boolean;
  readonly isJson: boolean;
}

const shortestPause = 1_000; // milliseconds
const longestPause = 10_000;

/**
 * Shows a release on standard output, live, until it has come to an end: a terminal gets bars, everything else lines.
 * @throws Interrupted: Ctrl-C ends the following, and nothing else
 */
export async function followOnScreen(
  id: string,
  { stateMachineArn, pipeline, fromStart, isJson }: FollowOptions,
): Promise<ReleaseReport> {
  const signal = AbortSignal.any([interruption(), brokenOutput(process.stdout)]);
  const output = openFollowingOutput(process.stdout, isJson);
  let pause = shortestPause;
  const rest = (isBusy: boolean) => {
    pause = isBusy ? shortestPause : Math.min(pause * 1.2, longestPause);
    return sleep(pause, undefined, { signal });
  };
  const { say, deviceLimit: limit } = output;
  const looks = followRelease(id, { stateMachineArn, limit, fromStart, rest, say });
  let last: Look | undefined;
  try {
    for (;;) {
      const { value, done } = await unlessAborted(looks.next(), signal);
      if (done) break;
      last = value;
      output.show(last);
    }
  } catch (error) {
    output.close(undefined);
    const isByHand = error instanceof Interrupted && error.signal !== "SIGPIPE";
    if (isByHand) say(`Following ends here; the release goes on. ${followCommand(id, pipeline)} follows it again.`);
    throw error;
  }
  output.close(last);
  if (!last) throw new Error(`Nothing was seen of ${id}`);
  return last.report;
}
