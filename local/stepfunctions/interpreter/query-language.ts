import type { Catcher, ChoiceRule, OutputFields } from "../definition.ts";
import type { Json, JsonObject, JsonType } from "../json.ts";

/** A field's value, and the path it came from when a `…Path` field gave it. */
export interface FieldValue<Value> {
  readonly value: Value;
  readonly path?: string;
}

interface ValueOf {
  array: Json[];
  boolean: boolean;
  number: number;
  string: string;
}

export type FieldType = keyof ValueOf & JsonType;

/** What a state that did its work leaves behind. */
export interface Conclusion {
  readonly output: Json;
  readonly assigned: JsonObject;
}

/**
 * How the fields of a state are read: once in JSONPath, once in JSONata. Everything rejects with the StatesError
 * that AWS fails with; a JSONata failure has written its `EvaluationFailed` event by then.
 */
export interface QueryLanguage<Visit> {
  readonly name: "JSONPath" | "JSONata";
  /** What the state works on before its arguments are made: the input, through `InputPath` in JSONPath. */
  effectiveInput(visit: Visit): Json;
  /** What a task, a Parallel or a Pass is given: `Parameters`, or `Arguments`. */
  payload(visit: Visit): Promise<Json>;
  /** The output and the variables of a state that did its work. `result` is missing for states that only pass their input on. */
  conclude(visit: Visit, result?: Json, from?: OutputFields): Promise<Conclusion>;
  /** The output and the variables after an error was caught. */
  recover(visit: Visit, catcher: Catcher, errorOutput: JsonObject): Promise<Conclusion>;
  /** The value of `field`: as it stands, from `<field>Path`, or from its expression. */
  read<Type extends FieldType>(
    visit: Visit,
    field: string,
    type: Type,
    holder?: object,
    location?: string,
  ): Promise<FieldValue<ValueOf[Type]> | undefined>;
  /** The items of a Map. */
  items(visit: Visit): Promise<Json[]>;
  /** A template (`ItemSelector`, `BatchInput`) filled in for the visit as it stands. */
  fill(visit: Visit, template: Json, location: string): Promise<Json>;
  /** Whether a Choice's rule holds. `at` is the rule's place in `Choices`. */
  matches(visit: Visit, rule: ChoiceRule, at: number): Promise<boolean>;
}
