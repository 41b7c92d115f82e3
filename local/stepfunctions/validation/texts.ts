import type { State } from "../definition.ts";
import { isObject, type Json } from "../json.ts";

/** A text among the fields of a state. */
export interface Text {
  readonly value: string;
  /** The name of the field it stands in. */
  readonly key: string;
  /** Where it stands in the state: `/Parameters/list[0]`. */
  readonly at: string;
  /** In a payload template: there, in JSONPath, only keys that end in `.$` count. */
  readonly inTemplate: boolean;
}

/** Fields that hold states, which are looked at on their own, and a literal that nothing is evaluated in. */
const skipped = new Set(["Branches", "ItemProcessor", "Iterator", "Result"]);

/** Fields whose value is a payload template. */
const templates = new Set(["Parameters", "ResultSelector", "ItemSelector", "Assign", "BatchInput"]);

/** The texts of a state's own fields, however deep they are, but those of the states inside it and of its `Result`. */
export function textsIn(state: State): Iterable<Text> {
  return within(state as unknown as Json, "", false, "");
}

function* within(value: Json, at: string, inTemplate: boolean, key: string): Iterable<Text> {
  if (typeof value === "string") yield { value, key, at, inTemplate };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* within(item, `${at}[${index}]`, inTemplate, key);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (!inTemplate && skipped.has(name)) continue;
      yield* within(member, `${at}/${name}`, inTemplate || templates.has(name), name);
    }
  }
}
