import type { Broker } from "../broker.ts";
import { type JobsContext, pendingOf } from "./context.ts";
import { executionData, executionSummary, inSeconds } from "./execution-data.ts";
import type { JobExecution } from "./job.ts";

const mostListed = 10;

/**
 * Tells a thing's subscribers what changed on its list of pending executions: `notify` when something came or went,
 * `notify-next` when another execution is the first. Neither when the first one only makes progress: a device in the
 * middle of a download that is told to look again begins anew. Returns what must be told of every change.
 */
export function createNotifications(
  broker: Pick<Broker, "publish">,
  context: Pick<JobsContext, "jobs" | "clock" | "documentFor">,
): (thingName: string) => void {
  const told = new Map<string, readonly JobExecution[]>();
  return (thingName) => {
    const before = told.get(thingName) ?? [];
    const pending = pendingOf(context, thingName);
    if (pending.length > 0) told.set(thingName, pending);
    else told.delete(thingName);

    const timestamp = inSeconds(context.clock.now());
    const send = (topic: string, news: object) =>
      broker.publish(`$aws/things/${thingName}/jobs/${topic}`, JSON.stringify({ timestamp, ...news }), { qos: 1 });
    if (!hasSame(before, pending)) send("notify", { jobs: byStatus(pending.slice(0, mostListed)) });
    if (before[0] !== pending[0]) send("notify-next", next(pending[0], context));
  };
}

function hasSame(before: readonly JobExecution[], now: readonly JobExecution[]): boolean {
  return before.length === now.length && now.every((execution) => before.includes(execution));
}

/** A status without executions has no key. */
function byStatus(pending: readonly JobExecution[]): Record<string, object[]> {
  const lists: Record<string, object[]> = {};
  for (const execution of pending)
    lists[execution.status] = [...(lists[execution.status] ?? []), executionSummary(execution)];
  return lists;
}

/** An empty list has no `execution` key. */
function next(
  first: JobExecution | undefined,
  { clock, documentFor }: Pick<JobsContext, "clock" | "documentFor">,
): object {
  if (!first) return {};
  return { execution: { ...executionData(first, clock.now()), jobDocument: JSON.parse(documentFor(first)) } };
}
