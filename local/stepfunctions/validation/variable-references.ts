import type { Definition } from "../definition.ts";
import { expressionIn } from "../jsonata/expression.ts";
import { assignedIn, type Place, places } from "./places.ts";
import { textsIn } from "./texts.ts";

/**
 * By state the variables that it reads, in the order of their names, as DescribeStateMachine tells them; states that read
 * none are left out. A variable is what some state assigns.
 */
export function variableReferences(definition: Definition): Record<string, string[]> {
  const all = [...places(definition)];
  const variables = new Set(all.flatMap(({ state }) => assignedIn(state)));
  const entries = all.map((place) => [place.name, referencesIn(place, variables)] as const);
  return Object.fromEntries(entries.filter(([, names]) => names.length > 0));
}

function referencesIn(place: Place, variables: ReadonlySet<string>): string[] {
  const names = expressionsIn(place).flatMap((expression) =>
    [...expression.replace(quoted, "").matchAll(variable)].map(([, name = ""]) => name),
  );
  return [...new Set(names)].filter((name) => variables.has(name)).sort();
}

/** `$name`, but neither `$.name` nor the context object's `$$`. */
const variable = /(?<!\$)\$([A-Za-z_]\w*)/g;

/** A text in single or double quotes. */
const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

function expressionsIn({ state, language }: Place): string[] {
  return [...textsIn(state)].flatMap(({ value, key, inTemplate }) => {
    if (language === "JSONata") return expressionIn(value) ?? [];
    const counts = inTemplate ? key.endsWith(".$") : key.endsWith("Path") || key === "Variable";
    return counts ? value : [];
  });
}
