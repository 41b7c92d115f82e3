import { sleep } from "../../clock.ts";
import type { WaitState } from "../definition.ts";
import { type Outcome, runtimeError, type Visit } from "../interpreter/run.ts";
import { isTimestamp } from "../interpreter/timestamps.ts";
import { evaluationFailed } from "../jsonata/jsonata.ts";

/** Waits a number of seconds, or until a time; a time that has passed is no wait. */
export async function visitWait(visit: Visit<WaitState>): Promise<Outcome> {
  const { branch, language, state } = visit;
  const { clock } = branch.run;
  const until = await end(visit);
  if (until > clock.now()) await sleep(clock, until - clock.now(), branch.signal);
  return { ...(await language.conclude(visit)), next: state.Next };
}

async function end(visit: Visit<WaitState>): Promise<number> {
  const seconds = await visit.language.read(visit, "Seconds", "number");
  if (seconds) return visit.branch.run.clock.now() + checkedSeconds(visit, seconds) * 1000;
  const timestamp = await visit.language.read(visit, "Timestamp", "string");
  return timestamp ? Date.parse(checkedTimestamp(visit, timestamp)) : 0;
}

const longestWait = 99_999_999;

function checkedSeconds(visit: Visit, { value, path }: { value: number; path?: string }): number {
  if (Number.isInteger(value) && value >= 0 && value <= longestWait) return value;
  const fault = value < 0 ? "negative" : Number.isInteger(value) ? "too large" : "fractional";
  throw runtimeError(
    visit,
    path === undefined
      ? `The Seconds field has a ${fault} value: ${value}`
      : `The SecondsPath parameter references a ${fault} value: ${path} == ${value}`,
  );
}

function checkedTimestamp(visit: Visit, { value, path }: { value: string; path?: string }): string {
  if (isTimestamp(value)) return value;
  const form = "ISO-8601 extended offset date-time format string";
  if (visit.language.name === "JSONata") {
    throw evaluationFailed(visit, "Timestamp", `The Timestamp field cannot be parsed as an ${form}: ${value}`);
  }
  throw runtimeError(visit, `The TimestampPath parameter does not reference a valid ${form}: ${path} == ${value}`);
}
