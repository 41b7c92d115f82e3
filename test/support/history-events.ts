import type { HistoryEvent } from "@aws-sdk/client-sfn";

/** `3 PassStateExited <2`: an event, its id and the one it names as previous. */
export function lines(events: readonly HistoryEvent[]): string[] {
  return events.map(({ id, type, previousEventId }) => `${id} ${type} <${previousEventId}`);
}

/** The event of that type without its time and ids. */
export function detailsOf(events: readonly HistoryEvent[], type: string): Partial<HistoryEvent> {
  const found = events.find((event) => event.type === type);
  if (!found) throw new Error(`There is no ${type} event`);
  const { id: _id, previousEventId: _previous, timestamp: _timestamp, type: _type, ...details } = found;
  return details;
}
