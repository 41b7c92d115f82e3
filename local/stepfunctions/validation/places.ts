import type { Catcher, Definition, QueryLanguageName, State, StateList } from "../definition.ts";

/** A state and where it stands. */
export interface Place {
  readonly name: string;
  readonly state: State;
  /** A JSON pointer: `/States/Sign Files/ItemProcessor/States/Start Signing`. */
  readonly location: string;
  readonly language: QueryLanguageName;
  readonly machineLanguage: QueryLanguageName;
  /** What a list of states outside assigns; the list it is in may read it, but assign no variable of that name. */
  readonly outerVariables: ReadonlySet<string>;
}

/** All states of a definition of the right shape, those inside a Parallel or a Map after it. */
export function places(definition: Definition): Iterable<Place> {
  return inList(definition, "", definition.QueryLanguage ?? "JSONPath", new Set());
}

function* inList(
  { States }: { States: Record<string, State> },
  path: string,
  machineLanguage: QueryLanguageName,
  outerVariables: ReadonlySet<string>,
): Iterable<Place> {
  const variables = new Set([...outerVariables, ...Object.values(States).flatMap(assignedIn)]);
  for (const [name, state] of Object.entries(States)) {
    const location = `${path}/States/${name}`;
    yield { name, state, location, language: state.QueryLanguage ?? machineLanguage, machineLanguage, outerVariables };
    for (const [at, inner] of innerLists(state)) yield* inList(inner, location + at, machineLanguage, variables);
  }
}

/** All lists of states of a definition, each with where it stands: the machine's own, whose place is empty, first. */
export function* stateLists(list: StateList, path = ""): Iterable<[path: string, list: StateList]> {
  yield [path, list];
  for (const [name, state] of Object.entries(list.States)) {
    for (const [at, inner] of innerLists(state)) yield* stateLists(inner, `${path}/States/${name}${at}`);
  }
}

function innerLists(state: State): [string, StateList][] {
  if (state.Type === "Parallel") return state.Branches.map((branch, index) => [`/Branches[${index}]`, branch]);
  if (state.Type !== "Map") return [];
  if (state.ItemProcessor) return [["/ItemProcessor", state.ItemProcessor]];
  return state.Iterator ? [["/Iterator", state.Iterator]] : [];
}

/** The variables a state assigns, its rules and catchers included. */
export function assignedIn(state: State): string[] {
  const { Choices = [], Catch = [] } = state as { Choices?: { Assign?: object }[]; Catch?: Catcher[] };
  return [state, ...Choices, ...Catch].flatMap(({ Assign = {} }) =>
    Object.keys(Assign).map((name) => name.replace(/\.\$$/, "")),
  );
}
