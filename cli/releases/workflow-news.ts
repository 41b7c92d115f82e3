import { GetExecutionHistoryCommand, type HistoryEvent } from "@aws-sdk/client-sfn";
import { sfn } from "../../functions/aws/clients.ts";
import { isNamed } from "../../functions/aws/failure.ts";
import type { WorkflowHappening } from "../happenings.ts";
import { createWorkflowReader } from "../workflow-happenings.ts";

/** What an execution did, and when: milliseconds since 1970. */
export interface WorkflowNews {
  readonly happening: WorkflowHappening;
  readonly at: number;
}

const pageSize = 100; // events; a look a few seconds later finds fewer

/**
 * Returns what tells of an execution's steps, each once: what is new since the call before. A call to AWS, and one more for
 * each further hundred events.
 * @param fromStart whether the first call tells of everything so far; else of nothing, and of what is new from then on
 */
export function createWorkflowNews(
  executionArn: string,
  { fromStart }: { fromStart: boolean },
): () => Promise<WorkflowNews[]> {
  const read = createWorkflowReader();
  let last = 0; // the id of the newest event that was told of
  let isFirst = true;
  return async () => {
    const isToBeTold = !isFirst || fromStart;
    const events = await eventsAfter(executionArn, last, isToBeTold ? Number.POSITIVE_INFINITY : pageSize);
    isFirst &&= events.length === 0;
    last = events.at(-1)?.id ?? last;
    const news = events.map((event) => ({ happening: read(executionArn, event), at: event.timestamp?.getTime() ?? 0 }));
    return isToBeTold ? news.flatMap(({ happening, at }) => (happening ? [{ happening, at }] : [])) : [];
  };
}

/** The events behind one, the oldest first; of more than `most`, the newest. Nothing while Step Functions does not show the execution. */
async function eventsAfter(executionArn: string, last: number, most: number): Promise<HistoryEvent[]> {
  const found: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const request = { executionArn, reverseOrder: true, maxResults: pageSize, nextToken };
    const page = await sfn.send(new GetExecutionHistoryCommand(request)).catch((error: unknown) => {
      if (isNamed(error, "ExecutionDoesNotExist")) return undefined;
      throw error;
    });
    const events = (page?.events ?? []).filter(({ id = 0 }) => id > last);
    found.push(...events);
    nextToken = events.length < pageSize ? undefined : page?.nextToken;
  } while (nextToken !== undefined && found.length < most);
  return found.reverse();
}
