import { isTimestamp } from "../interpreter/timestamps.ts";
import type { Json, JsonObject } from "../json.ts";
import { self, within } from "./raw-states.ts";

type Fault = readonly [message: string, at: string];

interface Range {
  readonly least: number;
  readonly most?: number;
  /** A fraction is allowed. */
  readonly isFraction?: true;
}

const longest = 99_999_999;

const ofStates: Readonly<Record<string, Range>> = {
  HeartbeatSeconds: { least: 1, most: longest },
  MaxConcurrency: { least: 0 },
  Seconds: { least: 0, most: longest },
  TimeoutSeconds: { least: 1, most: longest },
  ToleratedFailureCount: { least: 0 },
  ToleratedFailurePercentage: { least: 0, most: 100, isFraction: true },
};

const ofRetriers: Readonly<Record<string, Range>> = {
  BackoffRate: { least: 1, isFraction: true },
  IntervalSeconds: { least: 0, most: longest },
  MaxAttempts: { least: 0, most: longest },
  MaxDelaySeconds: { least: 1, most: 31_622_400 },
};

/** Values that a state's fields may not have, in AWS's words (measured by badmintoncryer/cdk-preflight). */
export function* valueFaults(state: JsonObject): Iterable<Fault> {
  yield* numbers(state, ofStates, "");
  for (const [at, retrier] of within(state, "Retry")) yield* numbers(retrier, ofRetriers, at);
  yield* timestamp(state["Timestamp"]);
  for (const [at, processor] of [...self(state, "ItemProcessor"), ...self(state, "Iterator")]) {
    for (const [inside, config] of self(processor, "ProcessorConfig")) yield* processorConfig(config, at + inside);
  }
}

function* numbers(holder: JsonObject, ranges: Readonly<Record<string, Range>>, path: string): Iterable<Fault> {
  for (const [field, { least, most, isFraction }] of Object.entries(ranges)) {
    const value = holder[field];
    const at = `${path}/${field}`;
    if (value === undefined || isComputed(value)) continue;
    if (typeof value !== "number" || !(isFraction || Number.isInteger(value))) {
      yield [`Expected value of type ${isFraction ? "Float" : "Integer"}`, at];
    } else if (value < least) yield [`Minimum value is ${least}`, at];
    else if (most !== undefined && value > most) yield [`Maximum value is ${most}`, at];
  }
}

/** An expression, or a substitution that is made on deployment. */
function isComputed(value: Json): boolean {
  return typeof value === "string" && /^\{%|\$\{/.test(value);
}

function* timestamp(value: Json | undefined): Iterable<Fault> {
  if (typeof value !== "string" || isComputed(value) || isTimestamp(value)) return;
  yield ["String does not match RFC3339 timestamp", "/Timestamp"];
}

function* processorConfig({ Mode = "INLINE", ExecutionType }: JsonObject, at: string): Iterable<Fault> {
  if (Mode === "INLINE") {
    if (ExecutionType !== undefined) yield ["Field 'ExecutionType' is not supported", at];
  } else if (Mode !== "DISTRIBUTED") {
    yield ["Value should be one of the following: [INLINE, DISTRIBUTED]", `${at}/Mode`];
  } else if (ExecutionType === undefined) {
    yield ["These fields are required: [ExecutionType]", at];
  } else if (ExecutionType !== "STANDARD" && ExecutionType !== "EXPRESS") {
    yield ["Value should be one of the following: [STANDARD, EXPRESS]", `${at}/ExecutionType`];
  }
}
