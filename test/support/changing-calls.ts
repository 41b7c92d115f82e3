import { readdirSync, readFileSync } from "node:fs";
import type { Fault, FaultRule } from "../../local/faults/rule.ts";
import type { Ending } from "./endings.ts";
import { complete, refused, takenBack, undone } from "./table-of-endings.ts";
import type { Way } from "./ways-to-end.ts";

/** How the releases of a product end, by version. */
export type Endings = Readonly<Record<string, Ending>>;

/** A call by which a function changes something on a way that releases end on. */
export interface ChangingCall {
  readonly way: Way;
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  /** Which of the caller's calls of that operation, from 1. */
  readonly nth: number;
  /** How everything ends when AWS never does what it is asked to. */
  ends(error: string): Endings;
}

const cancelled = takenBack("ABORTED ReleaseCancelled", "cancelled", "CANCELED, 1 canceled");
const superseded = takenBack("ABORTED SupersededError", "superseded", "CANCELED, 1 canceled");

/** How each way ends when all goes well, and when what went wrong passes. */
export const endOf: Readonly<Record<Way, Endings>> = {
  won: { "1.4.0": complete() },
  undone: { "1.4.0": undone("FAILED OtaUpdateFailedError") },
  "taken back": { "1.4.0": cancelled },
  superseded: { "1.4.0": superseded, "1.4.1": cancelled },
  "superseded early": { "1.4.0": undone("ABORTED SupersededError", "superseded"), "1.4.1": cancelled },
};

const neverBegun = (): Endings => ({});
const nothingMade = (error: string): Endings => ({ "1.4.0": refused(error) });
const failed = (error: string): Endings => ({ "1.4.0": undone(`FAILED ${error}`) });
const wonAllTheSame = (error: string): Endings => ({ "1.4.0": complete("1 succeeded", `FAILED ${error}`) });
const endedLater = (way: Way) => (): Endings => endOf[way];
// The gate goes on asking, a quarter of an hour long, unless it is refused by name. Meanwhile a sweep may come to its help.
const notEnded = (error: string): Endings => {
  const failure = error === "TransientError" ? "PreviousReleaseNotEndedError" : error;
  return { "1.4.0": cancelled, "1.4.1": undone(`FAILED ${failure}`) };
};
const noVerdict = (error: string): Endings =>
  error === "TransientError" ? endOf.superseded : { "1.4.0": superseded, "1.4.1": undone(`FAILED ${error}`) };

type Row = [caller: string, service: string, operation: string, ends: ChangingCall["ends"], nth?: number];

const rows: Readonly<Record<Way, readonly Row[]>> = {
  won: [
    ["StartUpdateFunction", "states", "StartExecution", neverBegun],
    ["AdmitReleaseFunction", "s3", "PutObject", nothingMade],
    ["StartSigningFunction", "signer", "StartSigningJob", failed],
    ["CreateStreamFunction", "iot", "CreateStream", failed],
    ["CreateOtaUpdateFunction", "iot", "CreateOTAUpdate", failed],
    ["CloseReleaseFunction", "s3", "PutObject", wonAllTheSame],
    ["CloseReleaseFunction", "s3", "PutObject", wonAllTheSame, 2],
    ["CloseReleaseFunction", "s3", "DeleteObject", wonAllTheSame],
  ],
  undone: [
    ["CleanUpFunction", "s3", "PutObject", endedLater("undone")],
    ["CleanUpFunction", "iot", "DeleteOTAUpdate", endedLater("undone")],
    ["CleanUpFunction", "iot", "DeleteStream", endedLater("undone")],
    ["CleanUpFunction", "s3", "DeleteObjects", endedLater("undone")],
  ],
  "taken back": [
    ["CleanUpFunction", "s3", "PutObject", endedLater("taken back")],
    ["CleanUpFunction", "iot", "CancelJob", endedLater("taken back")],
  ],
  superseded: [
    ["EndPreviousReleaseFunction", "states", "StopExecution", notEnded],
    ["EndPreviousReleaseFunction", "s3", "PutObject", noVerdict],
    ["EndPreviousReleaseFunction", "iot", "CancelJob", endedLater("superseded")],
  ],
  "superseded early": [
    ["EndPreviousReleaseFunction", "iot", "DeleteStream", endedLater("superseded early")],
    ["EndPreviousReleaseFunction", "s3", "DeleteObjects", endedLater("superseded early")],
  ],
};

export const changingCalls: readonly ChangingCall[] = (Object.keys(rows) as Way[]).flatMap((way) =>
  rows[way].map(([caller, service, operation, ends, nth = 1]) => ({ way, caller, service, operation, ends, nth })),
);

/** The operations by which the functions change something, as their sources have them. */
export function changingOperations(): string[] {
  const folder = new URL("../../functions/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = files.map((file) => readFileSync(new URL(file, folder), "utf8")).join();
  const operations = [...texts.matchAll(/new (\w+)Command\(/g)].map(([, operation = ""]) => operation);
  return [...new Set(operations)].filter((operation) => !/^(Get|List|Describe|Head)/.test(operation)).sort();
}

/** A way to end, and what goes wrong on it. */
export interface Mishap {
  readonly what: string;
  readonly way: Way;
  readonly rules: readonly FaultRule[];
  readonly ends: Endings;
}

const passing: readonly Fault[] = ["kill-before", "kill-after", "lost-answer"];
const lasting: readonly Fault[] = ["denied", "throttle", "server-error"];

/** Every call by itself with every fault: those that strike once and pass, and those that never end. */
export function allMishaps(): Mishap[] {
  const all = changingCalls.flatMap((call) => [...passing, ...lasting].map((fault) => ({ call, fault })));
  // An SDK is patient with throttling: it would be at the gate for a minute. To the pipeline it is like a server error.
  const isShort = ({ call, fault }: (typeof all)[number]) =>
    !(fault === "throttle" && call.way.startsWith("superseded"));
  return all.filter(isShort).map(({ call, fault }) => mishapOf(call, fault));
}

/**
 * A few that cost little: what each function changes first happens and kills it, what it changes last is refused for good;
 * but not to the gate, which waits a quarter of an hour for that.
 */
export function someMishaps(): Mishap[] {
  return (Object.keys(rows) as Way[]).flatMap((way) => {
    const ofWay = changingCalls.filter((call) => call.way === way);
    const ofEachFunction = [...Map.groupBy(ofWay, ({ caller }) => caller).values()];
    const firsts = ofEachFunction.flatMap((calls) => calls.slice(0, 1)).map((call) => mishapOf(call, "kill-after"));
    const lasts = ofEachFunction.flatMap((calls) => calls.slice(-1)).map((call) => mishapOf(call, "denied"));
    const rules = firsts.flatMap((mishap) => mishap.rules);
    const kill = { what: "the first call of each function", way, rules, ends: endOf[way] };
    return way.startsWith("superseded") ? [kill] : [kill, ...lasts];
  });
}

function mishapOf({ way, ends, nth, ...call }: ChangingCall, fault: Fault): Mishap {
  const isLasting = lasting.includes(fault);
  return {
    what: `${call.caller} ${call.operation} ${nth}`,
    way,
    rules: [{ ...call, fault, calls: isLasting ? `${nth}-` : `${nth}` }],
    ends: isLasting ? ends(errorBy(fault, call.service)) : endOf[way],
  };
}

/** The name that a release fails by when a fault never ends. */
function errorBy(fault: Fault, service: string): string {
  if (fault !== "denied") return "TransientError";
  return service === "s3" ? "AccessDenied" : "AccessDeniedException";
}
