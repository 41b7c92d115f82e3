import { type DescribeExecutionOutput, paginateGetExecutionHistory, type SFN } from "@aws-sdk/client-sfn";
import { executionArnOf } from "../../functions/firmware/release-id.ts";
import type { LocalAws } from "../../local/local-aws.ts";
import type { Wait } from "./eager-waiting.ts";

/** Milliseconds of real time; a test's own limit is 20 seconds. */
const patience = 15_000;

/** The executions of the pipeline, each by its name: the release id. */
export function watchExecutions({ onWorkflowEvent, outputs }: LocalAws, { sfn, wait }: { sfn: SFN; wait: Wait }) {
  const arnOf = (name: string) => executionArnOf(outputs["StateMachineArn"] ?? "", name);
  const ends = new Map<string, PromiseWithResolvers<true>>();
  const endOf = (executionArn: string) => {
    const end = ends.get(executionArn) ?? Promise.withResolvers<true>();
    ends.set(executionArn, end);
    return end;
  };
  onWorkflowEvent(({ executionArn, event }) => {
    if (/^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(event.type ?? "")) endOf(executionArn).resolve(true);
  });

  /** The states one has entered, in order. */
  async function states(name: string): Promise<string[]> {
    const entered: string[] = [];
    for await (const page of paginateGetExecutionHistory({ client: sfn }, { executionArn: arnOf(name) })) {
      for (const { stateEnteredEventDetails } of page.events ?? []) {
        if (stateEnteredEventDetails?.name) entered.push(stateEnteredEventDetails.name);
      }
    }
    return entered;
  }

  /** Waits for the end of one, which need not have started yet. @throws Error that tells how far it came in 15 seconds */
  async function execution(name: string): Promise<DescribeExecutionOutput> {
    const executionArn = arnOf(name);
    const ended = await wait(withPatience(endOf(executionArn).promise));
    if (ended) return sfn.describeExecution({ executionArn });
    const entered = await states(name).catch((error: Error) => [error.message]);
    throw new Error(`${name} has not ended; it entered ${entered.join(", ")}`);
  }

  return { execution, states };
}

/** The work's result, or nothing when it takes too long. */
async function withPatience<Result>(work: Promise<Result>): Promise<Result | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timeout = setTimeout(resolve, patience, undefined);
  return Promise.race([work, promise]).finally(() => clearTimeout(timeout));
}
