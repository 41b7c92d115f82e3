/**
 * Plays executions that were recorded on AWS in the interpreter of local AWS, and prints every difference:
 *
 *   node scripts/check-recordings.ts <recordings.json>
 *
 * The file holds an array of `{ test, definition, input, expected: { status, output?, error?, cause? }, events }`, `events`
 * being the types in their order. `recordings-exceptions.json` says, with reasons, where a recording is not what was
 * played on AWS and how to set that right. Exit code 1 when anything differs after that, or an exception is needless.
 */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { arnOf, defaultAccount } from "../local/account.ts";
import { VirtualClock } from "../local/clock.ts";
import type { Definition } from "../local/stepfunctions/definition.ts";
import { startExecution } from "../local/stepfunctions/interpreter/execution.ts";
import { createCallbacks } from "../local/stepfunctions/tasks/callbacks.ts";

interface Result {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

interface Recording {
  readonly test: string;
  readonly definition: Definition;
  readonly input: unknown;
  readonly expected: Result;
  readonly events: readonly string[];
}

/** What is wrong with the recordings, by their test's name. */
type Exceptions = Readonly<Record<string, Exception>>;

interface Exception {
  readonly reason: string;
  /** What was really played. */
  readonly definition?: Definition;
  /** Texts of the recording, in JSON, and what really stood there. */
  readonly replace?: Readonly<Record<string, string>>;
}

const [file] = process.argv.slice(2);
if (!file) {
  console.error("Usage: node scripts/check-recordings.ts <recordings.json>");
  process.exit(2);
}
const recordings = read<Recording[]>(file);
const exceptions = read<Exceptions>(new URL("recordings-exceptions.json", import.meta.url));

let same = 0;
let corrected = 0;
const failures: string[] = [];
for (const recording of recordings) {
  const exception = exceptions[recording.test];
  const asRecorded = await differences(recording);
  if (exception && asRecorded.length === 0) failures.push(`${recording.test}: the exception is needless`);
  const left = exception ? await differences(correct(recording, exception)) : asRecorded;
  failures.push(...left.map((difference) => `${recording.test}: ${difference}`));
  if (left.length > 0) continue;
  if (exception) corrected++;
  else same++;
}
for (const failure of failures) console.log(failure);
console.log(
  `${recordings.length} recordings: ${same} same, ${corrected} same once set right, ${recordings.length - same - corrected} different`,
);
process.exit(failures.length > 0 ? 1 : 0);

function correct(recording: Recording, { definition = recording.definition, replace = {} }: Exception): Recording {
  const text = Object.entries(replace).reduce(
    (json, [wrong, right]) => json.replaceAll(wrong, () => right),
    JSON.stringify({ ...recording, definition }),
  );
  return { ...(JSON.parse(text) as Recording), test: recording.test };
}

function read<Content>(path: string | URL): Content {
  return JSON.parse(readFileSync(path, "utf8")) as Content;
}

async function differences({ definition, input, expected, events }: Recording): Promise<string[]> {
  const played = await play(definition, input);
  const found = (["status", "output", "error", "cause"] as const)
    .filter((what) => !isDeepStrictEqual(played.result[what], expected[what]))
    .map((what) => `${what} is ${JSON.stringify(played.result[what])}, recorded ${JSON.stringify(expected[what])}`);
  const at = events.findIndex((type, index) => played.events[index] !== type);
  if (at !== -1) found.push(`event ${at + 1} is ${played.events[at]}, recorded ${events[at]}`);
  else if (played.events.length > events.length) found.push(`${played.events.length - events.length} events too many`);
  return found;
}

/** Plays an execution that calls nothing. */
async function play(definition: Definition, input: unknown): Promise<{ result: Result; events: string[] }> {
  const clock = new VirtualClock();
  const execution = startExecution({
    arn: arnOf(defaultAccount, "states", "execution:recorded:recorded"),
    name: "recorded",
    machine: {
      arn: arnOf(defaultAccount, "states", "stateMachine:recorded"),
      name: "recorded",
      roleArn: `arn:aws:iam::${defaultAccount.id}:role/recorded`,
      definition,
    },
    input: JSON.stringify(input),
    clock,
    region: defaultAccount.region,
    services: {
      invokeFunction: async (arn) => Promise.reject(new Error(`A recording calls ${arn}`)),
      integrations: {},
      callbacks: createCallbacks(),
    },
  });
  await clock.playUntil(execution.finished);
  const { status, output, error, cause } = execution;
  return {
    result: {
      status,
      ...(output !== undefined && { output: JSON.parse(output) as unknown }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    },
    events: execution.events.map(({ type }) => String(type)),
  };
}
