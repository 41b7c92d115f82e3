import type { Definition, State } from "../definition.ts";
import { parseResource } from "../tasks/resource.ts";

/**
 * What a definition asks for that local AWS does not play, each by name and place; empty when all of it can be played.
 * @param integrations the service integrations there are
 */
export function notPlayed(definition: Definition, integrations: readonly string[]): string[] {
  return Object.entries(definition.States).flatMap(([name, state]) => inState(name, state, integrations));
}

function inState(name: string, state: State, integrations: readonly string[]): string[] {
  const inside = (list: { States: Definition["States"] }) => notPlayed(list as Definition, integrations);
  switch (state.Type) {
    case "Task":
      return [...resource(state.Resource, integrations), ...fields(state, "Credentials")].map(at(name));
    case "Parallel":
      return state.Branches.flatMap(inside);
    case "Map": {
      const processor = state.ItemProcessor ?? state.Iterator;
      return [...fields(state, "ItemReader", "ResultWriter").map(at(name)), ...(processor ? inside(processor) : [])];
    }
    default:
      return [];
  }
}

function at(name: string): (what: string) => string {
  return (what) => `${what} (state '${name}')`;
}

function fields(state: State, ...names: string[]): string[] {
  return names.filter((name) => name in state);
}

function resource(arn: string, integrations: readonly string[]): string[] {
  const parsed = parseResource(arn);
  const played = parsed && (parsed.kind === "function" || integrations.includes(parsed.integration));
  return played ? [] : [arn];
}
