import type { Catcher, Definition, Retrier, State, TaskState } from "./definition.ts";
import { parseResource } from "./tasks/resource.ts";
import { expressionProblems } from "./validation/expression-problems.ts";
import { duplicateNames, labelProblems, variableNameProblems } from "./validation/names.ts";
import { assignedIn, type Place, places } from "./validation/places.ts";

/** What is wrong with a definition, as ValidateStateMachineDefinition tells it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** A JSON pointer: `/States/Start Signing/Retry[0]`. */
  readonly location: string;
}

type Rule = (place: Place) => Iterable<{ code?: string; message: string; at?: string }>;

/** Rules of AWS's that the schema in asl-validator does not know. */
const rules: readonly Rule[] = [
  queryLanguageKept,
  retriersInBounds,
  statesAllAloneAndLast,
  resourceCallable,
  heartbeatsWithinTimeout,
  tokenHandedOver,
  variablesNotShadowed,
  ({ state }) => variableNameProblems(state),
  ({ state }) => labelProblems(state),
  ({ state, language }) => expressionProblems(state, language),
];

/** Checks a definition of the right shape against the rules; none broken, an empty list. Changes nothing. */
export function brokenRules(definition: Definition): Problem[] {
  const all = [...places(definition)];
  const broken = all.flatMap((place) =>
    rules.flatMap((rule) =>
      [...rule(place)].map(({ code = "SCHEMA_VALIDATION_FAILED", message, at = "" }) => ({
        code,
        message,
        location: place.location + at,
      })),
    ),
  );
  return [...broken, ...duplicateNames(all)];
}

function retriersOf(state: State): Retrier[] {
  return ("Retry" in state && state.Retry) || [];
}

function catchersOf(state: State): Catcher[] {
  return ("Catch" in state && state.Catch) || [];
}

function* queryLanguageKept({ language, machineLanguage }: Place) {
  if (machineLanguage === "JSONata" && language === "JSONPath") {
    yield { message: "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine" };
  }
}

function* retriersInBounds({ state }: Place) {
  for (const [index, retrier] of retriersOf(state).entries()) {
    const at = `/Retry[${index}]`;
    const { IntervalSeconds = 1, MaxDelaySeconds, JitterStrategy } = retrier;
    if (MaxDelaySeconds !== undefined && MaxDelaySeconds <= IntervalSeconds) {
      yield { at, message: "MaxDelaySeconds must be greater than IntervalSeconds" };
    }
    if (JitterStrategy !== undefined && !["FULL", "NONE"].includes(JitterStrategy)) {
      yield { at, message: "Value should be one of the following: [NONE, FULL]" };
    }
  }
}

function* statesAllAloneAndLast({ state }: Place) {
  for (const [field, list] of [
    ["Retry", retriersOf(state)],
    ["Catch", catchersOf(state)],
  ] as const) {
    for (const [index, { ErrorEquals }] of list.entries()) {
      if (!ErrorEquals.includes("States.ALL")) continue;
      const at = `/${field}[${index}]`;
      if (ErrorEquals.length > 1 || index < list.length - 1) {
        yield { at, message: "States.ALL must appear alone and at end of list" };
      }
    }
  }
}

/** What AWS knows by its form; or a substitution, which is filled in on deployment. */
const filledInLater = /^\$\{\w+\}$/;
const activity = /^arn:[\w-]+:states:[\w-]*:\d*:activity:.+$/;

function* resourceCallable({ state, language }: Place) {
  if (state.Type !== "Task" || parseResource(state.Resource)) return;
  if (filledInLater.test(state.Resource) || activity.test(state.Resource)) return;
  if (language === "JSONata" && state.Resource.startsWith("{%")) return;
  yield { at: "/Resource", message: "Value is not a valid resource ARN" };
}

function* heartbeatsWithinTimeout({ state }: Place) {
  const { TimeoutSeconds, HeartbeatSeconds } = state as TaskState;
  if (typeof TimeoutSeconds !== "number" || typeof HeartbeatSeconds !== "number") return;
  if (HeartbeatSeconds >= TimeoutSeconds) yield { message: "HeartbeatSeconds must be smaller than TimeoutSeconds" };
}

/** The token, or the whole context object it is in. */
const handsOverToken = /\$\$\.Task\.Token|"\$\$"|\$states\.context(?:\.Task\.Token|(?!\.))/;

function* tokenHandedOver({ state }: Place) {
  if (state.Type !== "Task") return;
  const resource = parseResource(state.Resource);
  if (resource?.kind !== "integration" || !resource.waitsForToken) return;
  const payload = JSON.stringify(state.Arguments ?? state.Parameters ?? "");
  if (handsOverToken.test(payload)) return;
  yield { message: "A task that waits for its token must hand it over: $$.Task.Token, or $states.context.Task.Token" };
}

/** Inside a Parallel or Map outer variables are there to read (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-scope). */
function* variablesNotShadowed({ state, outerVariables }: Place) {
  for (const name of assignedIn(state)) {
    if (outerVariables.has(name)) yield { at: "/Assign", message: `The variable '${name}' exists in the outer scope` };
  }
}
