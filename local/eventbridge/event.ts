import { randomUUID } from "node:crypto";
import type { Account } from "../account.ts";

/** What a service or a customer tells the bus. */
export interface PublishedEvent {
  /** `aws.s3`. */
  readonly source: string;
  readonly "detail-type": string;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: object;
  /** When it happened, milliseconds since 1970; now, if not said. */
  readonly time?: number | undefined;
}

/** An event as rules see it and targets get it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** `2026-01-01T00:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** Puts an event into its envelope. */
export function busEvent({ id: account, region }: Account, now: number, event: PublishedEvent): BusEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": event["detail-type"],
    source: event.source,
    account,
    time: timestamp(event.time ?? now),
    region,
    resources: event.resources,
    detail: event.detail,
  };
}

/** EventBridge tells time in whole seconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
