import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from "@aws-sdk/client-eventbridge";
import type { Account } from "../account.ts";
import { AwsError } from "../http/aws-error.ts";
import { isObject } from "./comparisons.ts";
import type { BusEvent, PublishedEvent } from "./event.ts";
import { checkEventBus } from "./rule-store.ts";

const largestRequest = 1024 * 1024; // bytes; 256 KB until 2026

/** Each entry fails or succeeds on its own. @throws AwsError ValidationException when together they are too large */
export function putEvents(
  { Entries = [] }: PutEventsRequest,
  account: Account,
  publish: (event: PublishedEvent) => BusEvent,
): PutEventsResponse {
  const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size > largestRequest) {
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.", 400);
  }
  const results = Entries.map((entry): PutEventsResultEntry => {
    const failure = failureOf(entry);
    if (failure) return { ErrorCode: failure.name, ErrorMessage: failure.message };
    checkEventBus(account, entry.EventBusName);
    return { EventId: publish(publishedEvent(entry)).id };
  });
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results };
}

function publishedEvent({
  Source = "",
  DetailType = "",
  Resources = [],
  Detail = "{}",
  Time,
}: PutEventsRequestEntry): PublishedEvent {
  return {
    source: Source,
    "detail-type": DetailType,
    resources: Resources,
    detail: JSON.parse(Detail),
    time: Time?.getTime(),
  };
}

function failureOf({ Source, DetailType, Detail }: PutEventsRequestEntry): AwsError | undefined {
  const required = { Source, DetailType, Detail };
  for (const [name, value] of Object.entries(required)) {
    if (!value)
      return new AwsError("InvalidArgument", `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  if (Source?.startsWith("aws."))
    return new AwsError("NotAuthorizedForSourceException", "Not authorized for the source.");
  if (!isJsonObject(Detail ?? "")) return new AwsError("MalformedDetail", "Detail is malformed.");
  return undefined;
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

/** As AWS counts: the texts' UTF-8, and 14 bytes for a time. */
function sizeOf({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}
