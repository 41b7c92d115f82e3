import type { Definition, QueryLanguageName, State, StateList } from "../../local/stepfunctions/definition.ts";

/** Machines as the branches of one: to be judged at once, for judging takes a while. Names are unique, as they are to be. */
export function sideBySide(definitions: readonly Definition[]): Definition {
  let lists = 0;
  function renamed({ StartAt, States }: StateList, language: QueryLanguageName): StateList {
    const mark = `${lists++}: `;
    const entries = Object.entries(States).map(([name, state]) => [mark + name, inside(state, mark, language)]);
    return { StartAt: mark + StartAt, States: Object.fromEntries(entries) };
  }
  function inside(state: State, mark: string, language: QueryLanguageName): object {
    const { Branches, ItemProcessor, Iterator, ...fields } = state as Fields;
    return {
      QueryLanguage: language,
      ...pointing(fields, mark),
      ...(Branches && { Branches: Branches.map((list) => renamed(list, language)) }),
      ...(ItemProcessor && { ItemProcessor: { ...ItemProcessor, ...renamed(ItemProcessor, language) } }),
      ...(Iterator && { Iterator: { ...Iterator, ...renamed(Iterator, language) } }),
    };
  }
  const Branches = definitions.map((list) => renamed(list, list.QueryLanguage ?? "JSONPath"));
  return { StartAt: "All", States: { All: { Type: "Parallel", Branches, End: true } } };
}

interface Pointing {
  readonly Next?: string;
  readonly Default?: string;
}

interface Fields extends Pointing {
  readonly Choices?: readonly Pointing[];
  readonly Catch?: readonly Pointing[];
  readonly Branches?: readonly StateList[];
  readonly ItemProcessor?: StateList;
  readonly Iterator?: StateList;
}

function pointing({ Next, Default, Choices, Catch, ...fields }: Fields, mark: string): object {
  return {
    ...fields,
    ...(Next && { Next: mark + Next }),
    ...(Default && { Default: mark + Default }),
    ...(Choices && { Choices: Choices.map((rule) => pointing(rule, mark)) }),
    ...(Catch && { Catch: Catch.map((catcher) => pointing(catcher, mark)) }),
  };
}
