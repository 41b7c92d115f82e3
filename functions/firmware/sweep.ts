import * as v from "valibot";
import { parseInput } from "./input.ts";

/** What a sweep is asked. */
export interface SweepRequest {
  /** Tells what would be swept and why, and changes nothing. */
  readonly dryRun: boolean;
}

/** Something of a release, and why it goes or stays. */
export interface SweptThing {
  /** The release id; `AFR_OTA-*` for streams that no release names, `signing` for the stack's signing profiles. */
  readonly release: string;
  /** `job/AFR_OTA-thermostat-1_4_0-3c9bb594` */
  readonly what: string;
  readonly why: string;
}

/** What a sweep did, or would do where nothing is to change. */
export interface SweepReport {
  readonly dryRun: boolean;
  /** At how many releases and places it looked. */
  readonly looked: number;
  /** What was deleted, cancelled or written down; where AWS takes its time, it has begun. */
  readonly swept: readonly SweptThing[];
  /** What stays for the next time: to be waited for, or failed with an error. */
  readonly left: readonly SweptThing[];
  /** Behind which place it went on where the last sweep had run out of time. */
  readonly resumedAfter?: string;
  /** Behind which place the next one has to go on, because this one's time was up. */
  readonly stoppedAfter?: string;
}

const requestSchema = v.strictObject({ dryRun: v.optional(v.boolean(), false) });
const scheduledSchema = v.object({ "detail-type": v.literal("Scheduled Event") });

/**
 * Reads what a sweep is asked: by hand, or by EventBridge's schedule. Anything else is refused, since a misspelt `dryRun`
 * would otherwise delete.
 * @throws InputInvalidError
 */
export function parseSweep(input: unknown): SweepRequest {
  const what = "a sweep { dryRun } or a scheduled event";
  const request = parseInput(v.union([requestSchema, scheduledSchema]), input, what);
  return { dryRun: "dryRun" in request && request.dryRun === true };
}

/** What stands in the order of a sweep. */
export interface Placed {
  /** Places sort as text, the oldest first. */
  readonly place: string;
}

/**
 * The order of one sweep: the oldest first; where the last one ran out of time, those behind the place it came to, then
 * the others. So what is stuck and slow takes its turn like the rest.
 */
export function sweepOrder<Item extends Placed>(items: readonly Item[], after: string | undefined): Item[] {
  const sorted = [...items].sort((one, other) => (one.place < other.place ? -1 : 1));
  if (after === undefined) return sorted;
  return [...sorted.filter(({ place }) => place > after), ...sorted.filter(({ place }) => place <= after)];
}
