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

type Visitor<Type extends StateType> = (visit: Visit<Extract<State, { Type: Type }>>) => Promise<Outcome>;

/** What is done in a state of each type, between entering and leaving it. */
const visitors: { readonly [Type in StateType]: Visitor<Type> } = {
  Choice: visitChoice,
  Fail: visitFail,
  Map: visitMap,
  Parallel: visitParallel,
  Pass: visitPass,
  Succeed: visitSucceed,
  Task: visitTask,
  Wait: visitWait,
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
  const outcome = await (visitors[visit.state.Type] as (visit: Visit) => Promise<Outcome>)(visit);
  return { output: leave(visit, outcome), next: outcome.next };
}

/**
 * Goes on where a branch ended, which is what a redrive does: the state is not entered again, what it does comes after its
 * first entering. Only a Fail is entered anew
 * (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states).
 */
async function takeUp(branch: Branch, { children: earlier, ...visit }: Visit): Promise<Left> {
  if (visit.state.Type === "Fail") return visitState(branch, visit.name, visit.state, documentOf(visit.input));
  branch.chain.last = visit.enteredEventId;
  branch.running = { type: visit.state.Type };
  const { Execution } = branch.context;
  const isLeft = [...(earlier?.values() ?? [])].some((child) => "branch" in child);
  branch.at = { ...visit, branch, context: { ...visit.context, Execution }, earlier: isLeft ? earlier : undefined };
  return carryOut(branch.at);
}

function enter(branch: Branch, name: string, state: State, { value: input, text }: JsonDocument): Visit {
  const eventIdBefore = branch.chain.last;
  const enteredEventId = writeEvent(branch, `${state.Type}StateEntered`, {
    stateEnteredEventDetails: { name, input: text, inputDetails: whole },
  });
  branch.running = { type: state.Type };
  const language = (state.QueryLanguage ?? branch.run.queryLanguage) === "JSONata" ? jsonata : jsonPath;
  const context: ContextObject = {
    ...branch.context,
    State: { Name: name, EnteredTime: new Date(branch.run.clock.now()).toISOString() },
  };
  branch.at = { branch, name, state, input, language, enteredEventId, eventIdBefore, context };
  return branch.at;
}

function leave({ branch, name, state }: Visit, { output: value, assigned }: Outcome): JsonDocument {
  const output = documentOf(value);
  const variables = Object.entries(assigned).map(([variable, content]) => [variable, JSON.stringify(content)] as const);
  if ([output.text, ...variables.map(([, text]) => text)].some(isTooLarge)) throw tooLarge(name);
  branch.variables.assign(assigned);
  branch.running = undefined;
  if (state.Type === "Fail") return output;
  writeEvent(branch, `${state.Type}StateExited`, {
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
