import type { HistoryEvent, HistoryEventType } from "@aws-sdk/client-sfn";
import type { Clock } from "../../clock.ts";
import { StatesError, statesErrors } from "./states-errors.ts";

/** The last event of a line of states: what the next one names as its `previousEventId`. Each branch has its own. */
export interface EventChain {
  last: number;
}

export type EventDetails = Omit<HistoryEvent, "id" | "previousEventId" | "timestamp" | "type">;

/** Beside each text of an event: none is cut. One for all of them, of which there are thousands. */
export const whole = { truncated: false } as const;

/** What happened in one execution, as GetExecutionHistory tells it. */
export interface History {
  readonly events: readonly HistoryEvent[];
  /** @throws StatesError `States.Runtime` when only the place for the execution's end is left */
  write(type: HistoryEventType, previousEventId: number, details?: EventDetails): number;
}

/** The most events a standard execution may have (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
const maximumEvents = 25_000;

/** Types that end an execution: they alone may take the last place. */
const ends = new Set<string>(["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"]);

/** @param observe hears of every event as it is written */
export function createHistory(clock: Clock, observe: (event: HistoryEvent) => void = () => {}): History {
  const events: HistoryEvent[] = [];
  return {
    events,
    write(type, previousEventId, details = {}) {
      if (events.length >= maximumEvents - 1 && !ends.has(type)) {
        throw new StatesError(
          statesErrors.runtime,
          `The execution reached the maximum number of history events (${maximumEvents}).`,
        );
      }
      const event = { id: events.length + 1, previousEventId, timestamp: dateOf(clock.now()), type, ...details };
      events.push(event);
      observe(event);
      return event.id;
    },
  };
}

let moment = new Date(0);

/** Events of one moment share its date, whatever execution they are of: ten thousand histories are a fifth smaller by that. */
function dateOf(milliseconds: number): Date {
  if (moment.getTime() !== milliseconds) moment = new Date(milliseconds);
  return moment;
}
