import type { Catcher, ChoiceRule, Definition, State, StateList } from "../definition.ts";
import type { Problem } from "../definition-rules.ts";
import { stateLists } from "./places.ts";

/**
 * Where a definition of the right shape leads nowhere, never ends, or never comes, in AWS's own words
 * (measured by floci-io/floci#2735 and #2786, localstack/localstack#11978).
 */
export function transitionProblems(definition: Definition): Problem[] {
  return [...stateLists(definition)].flatMap(([path, list]) => inList(list, path));
}

interface Transition {
  readonly to: string;
  readonly at: string;
}

function inList(list: StateList, path: string): Problem[] {
  const { StartAt, States } = list;
  const transitions = Object.entries(States).flatMap(([name, state]) => transitionsOf(state, `${path}/States/${name}`));
  const dangling = [{ to: StartAt, at: `${path}/StartAt` }, ...transitions]
    .filter(({ to }) => !Object.hasOwn(States, to))
    .map(({ to, at }) => problem("MISSING_TRANSITION_TARGET", `Missing 'Next' target: ${to}`, at));
  return [...dangling, ...(Object.values(States).some(isTerminal) ? unreachable(list, path) : [endless])];
}

/** It has no location, and nobody asks then which states are reached. */
const endless = problem("MISSING_END_STATE", "Workflow has no terminal state", "");

function transitionsOf(state: State, at: string): Transition[] {
  const { Next, Default, Choices = [], Catch = [] } = state as Partial<Going>;
  return [
    ...(Next === undefined ? [] : [{ to: Next, at: `${at}/Next` }]),
    ...numbered(Choices, `${at}/Choices`),
    ...(Default === undefined ? [] : [{ to: Default, at: `${at}/Default` }]),
    ...numbered(Catch, `${at}/Catch`),
  ];
}

interface Going {
  readonly Next: string;
  readonly Default: string;
  readonly Choices: readonly ChoiceRule[];
  readonly Catch: readonly Catcher[];
}

function numbered(list: readonly { readonly Next?: string }[], at: string): Transition[] {
  return list.flatMap(({ Next }, index) => (Next === undefined ? [] : [{ to: Next, at: `${at}[${index}]/Next` }]));
}

function isTerminal(state: State): boolean {
  return state.Type === "Succeed" || state.Type === "Fail" || ("End" in state && state.End === true);
}

function unreachable({ StartAt, States }: StateList, path: string): Problem[] {
  const reached = new Set<string>();
  const open = [StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = States[name];
    if (!state || reached.has(name)) continue;
    reached.add(name);
    open.push(...transitionsOf(state, "").map(({ to }) => to));
  }
  return Object.keys(States)
    .filter((name) => !reached.has(name))
    .map((name) => problem("MISSING_TRANSITION_TARGET", `State "${name}" is not reachable.`, `${path}/States/${name}`));
}

function problem(code: string, message: string, location: string): Problem {
  return { code, message, location };
}
