import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { State, StateList, StateType } from "../definition.ts";
import { documentOf, type Json, type JsonDocument } from "../json.ts";
import { jsonata } from "../jsonata/jsonata.ts";
import { jsonPath } from "../jsonpath/json-path.ts";
import { visitChoice } from "../states/choice.ts";
import { visitFail } from "../states/fail.ts";
import { visitMap } from "../states/map.ts";
import { visitParallel } from "../states/parallel.ts";
import { visitPass } from "../states/pass.ts";
import { visitSucceed } from "../states/succeed.ts";
import { visitTask } from "../states/task.ts";
import { visitWait } from "../states/wait.ts";
import type { ContextObject } from "./context-object.ts";
import { whole } from "./history.ts";
import { type Branch, type Outcome, type Visit, writeEvent } from "./run.ts";
import { isTooLarge } from "./size-limit.ts";
import { StatesError, statesErrors } from "./states-errors.ts";

interface Kind<Type extends StateType> {
  readonly entered: HistoryEventType;
  /** What is done between entering and leaving it. */
  visit(visit: Visit<Extract<State, { Type: Type }>>): Promise<Outcome>;
  /** A Fail is never left. */
  readonly exited?: HistoryEventType;
}

/** What a visit to a state of each type consists of. */
const kinds: { readonly [Type in StateType]: Kind<Type> } = {
  Choice: { entered: "ChoiceStateEntered", visit: visitChoice, exited: "ChoiceStateExited" },
  Fail: { entered: "FailStateEntered", visit: visitFail },
  Map: { entered: "MapStateEntered", visit: visitMap, exited: "MapStateExited" },
  Parallel: { entered: "ParallelStateEntered", visit: visitParallel, exited: "ParallelStateExited" },
  Pass: { entered: "PassStateEntered", visit: visitPass, exited: "PassStateExited" },
  Succeed: { entered: "SucceedStateEntered", visit: visitSucceed, exited: "SucceedStateExited" },
  Task: { entered: "TaskStateEntered", visit: visitTask, exited: "TaskStateExited" },
  Wait: { entered: "WaitStateEntered", visit: visitWait, exited: "WaitStateExited" },
};

/** A state that was left: what it hands on, and to whom. */
interface Left {
  readonly output: JsonDocument;
  readonly next: string | undefined;
}

/** Goes from state to state until one ends; gives that one's output. See `Run.playStates`. */
export async function playStates(branch: Branch, list: StateList, input: Json): Promise<JsonDocument> {
  let { output, next } = branch.at
    ? await takeUp(branch, branch.at)
    : await visitState(branch, list.StartAt, list.States[list.StartAt], documentOf(input));
  while (next !== undefined) ({ output, next } = await visitState(branch, next, list.States[next], output));
  return output;
}

async function visitState(branch: Branch, name: string, state: State | undefined, input: JsonDocument): Promise<Left> {
  if (!state) throw new StatesError(statesErrors.runtime, `There is no state '${name}'.`);
  branch.run.checkTransition();
  return carryOut(enter(branch, name, state, input));
}

async function carryOut(visit: Visit): Promise<Left> {
  const outcome = await (kinds[visit.state.Type] as Kind<StateType>).visit(visit);
  return { output: leave(visit, outcome), next: outcome.next };
}

/**
 * Goes on where a branch ended, which is what a redrive does: the state is not entered again, what it does comes after its
 * first entering. Only a Fail is entered anew
 * (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states).
 */
async function takeUp(branch: Branch, { children: earlier, ...visit }: Visit): Promise<Left> {
  if (visit.state.Type === "Fail")
    return visitState(branch, visit.name, visit.state, { value: visit.input, text: visit.inputText });
  branch.chain.last = visit.enteredEventId;
  branch.running = { type: visit.state.Type };
  const { Execution } = branch.context;
  const isLeft = [...(earlier?.values() ?? [])].some((child) => "branch" in child);
  branch.at = { ...visit, branch, context: { ...visit.context, Execution }, earlier: isLeft ? earlier : undefined };
  return carryOut(branch.at);
}

function enter(branch: Branch, name: string, state: State, { value: input, text: inputText }: JsonDocument): Visit {
  const eventIdBefore = branch.chain.last;
  const enteredEventId = writeEvent(branch, kinds[state.Type].entered, {
    stateEnteredEventDetails: { name, input: inputText, inputDetails: whole },
  });
  branch.running = { type: state.Type };
  const language = (state.QueryLanguage ?? branch.run.queryLanguage) === "JSONata" ? jsonata : jsonPath;
  const context: ContextObject = {
    ...branch.context,
    State: { Name: name, EnteredTime: new Date(branch.run.clock.now()).toISOString() },
  };
  branch.at = { branch, name, state, input, inputText, language, enteredEventId, eventIdBefore, context };
  return branch.at;
}

function leave({ branch, name, state, input, inputText }: Visit, { output: value, assigned }: Outcome): JsonDocument {
  const output = value === input ? { value, text: inputText } : documentOf(value);
  const variables = Object.entries(assigned).map(([variable, content]) => [variable, JSON.stringify(content)] as const);
  const together = variables.map(([, text]) => text).join("");
  if (isTooLarge(output.text) || isTooLarge(together)) throw tooLarge(name);
  branch.variables.assign(assigned);
  branch.running = undefined;
  const { exited } = kinds[state.Type];
  if (!exited) return output;
  writeEvent(branch, exited, {
    stateExitedEventDetails: {
      name,
      output: output.text,
      outputDetails: whole,
      ...(variables.length > 0 && {
        assignedVariables: Object.fromEntries(variables),
        assignedVariablesDetails: whole,
      }),
    },
  });
  return output;
}

/** Nothing catches this one: the state had done its work. */
function tooLarge(name: string): StatesError {
  return new StatesError(
    statesErrors.dataLimitExceeded,
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { terminal: true },
  );
}
