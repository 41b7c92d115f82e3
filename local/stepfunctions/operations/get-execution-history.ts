import type { GetExecutionHistoryInput, GetExecutionHistoryOutput, HistoryEvent } from "@aws-sdk/client-sfn";
import { pageOf } from "../../http/pages.ts";
import { executionByArn, type Store } from "../store.ts";
import { pageLimit } from "./page-limit.ts";

/** @throws AwsError InvalidArn, ExecutionDoesNotExist, InvalidToken */
export function getExecutionHistory(request: GetExecutionHistoryInput, store: Store): GetExecutionHistoryOutput {
  const { executionArn, maxResults, nextToken, reverseOrder, includeExecutionData = true } = request;
  const { events } = executionByArn(store, executionArn).execution;
  const listed = reverseOrder ? events.toReversed() : events;
  const options = { limit: pageLimit(maxResults), nextToken, invalidToken: "InvalidToken" };
  const page = pageOf(listed, options, ({ id }) => String(id));
  return {
    events: includeExecutionData ? page.items : page.items.map(withoutData),
    nextToken: page.nextToken,
  };
}

/** What `includeExecutionData: false` leaves out of an event's details. */
const data = new Set(["input", "output", "parameters", "assignedVariables"]);

function withoutData(event: HistoryEvent): HistoryEvent {
  const members = Object.entries(event).map(([name, value]) => [
    name,
    name.endsWith("EventDetails")
      ? Object.fromEntries(Object.entries(value as object).filter(([member]) => !data.has(member)))
      : value,
  ]);
  return Object.fromEntries(members) as HistoryEvent;
}
